"""Sign-in by others: each stands on the page of sign-in only where it is configured here."""

from typing import Any
from urllib.parse import urlsplit

from . import env
from .base import INSTALLED_APPS
from .security import CONTENT_SECURITY_POLICY

SOCIALACCOUNT_AUTO_SIGNUP = False  # who comes first is asked for a name and an address
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # another's word for an address opens no account
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {}
_LEADS_TO: set[str] = set()  # origins that a form of ours redirects to


def _provider(name: str, settings: dict[str, Any], *origins: str) -> None:
    INSTALLED_APPS.append(f"allauth.socialaccount.providers.{name}")
    SOCIALACCOUNT_PROVIDERS[name] = settings
    _LEADS_TO.update(origins)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


_KEYS = {
    "orcid": ("ORCID", ("https://orcid.org",)),
    "weixin": ("WeChat", ("https://open.weixin.qq.com",)),
    "dingtalk": ("DingTalk", ("https://login.dingtalk.com",)),
    "feishu": ("Feishu", ("https://open.feishu.cn", "https://accounts.feishu.cn")),
}
for _name, (_words, _origins) in _KEYS.items():
    _client = env.text(
        f"{_name.upper()}_CLIENT", about=f"Client id at {_words}; empty: not offered"
    )
    _secret = env.text(f"{_name.upper()}_SECRET", about=f"Client secret at {_words}")
    if _client:
        _provider(_name, {"APP": {"client_id": _client, "secret": _secret}}, *_origins)

_server = env.text("OIDC_SERVER", about="Address of an OpenID Connect server; empty: not offered")
_oidc = {
    "provider_id": "oidc",
    "name": env.text("OIDC_NAME", "OpenID Connect", about="How its button is called"),
    "client_id": env.text("OIDC_CLIENT", about="Client id at the OpenID Connect server"),
    "secret": env.text("OIDC_SECRET", about="Client secret at the OpenID Connect server"),
    "settings": {"server_url": _server},
}
if _server:
    _provider("openid_connect", {"APPS": [_oidc], "OAUTH_PKCE_ENABLED": True}, _origin(_server))

_metadata = env.text(
    "SAML_METADATA", about="Address of a SAML identity provider's metadata; empty: not offered"
)
_saml = {
    "provider_id": env.text("SAML_ENTITY", about="The identity provider's entity id"),
    "name": env.text("SAML_NAME", "SAML", about="How its button is called"),
    "client_id": "saml",
    "settings": {
        "idp": {"metadata_url": _metadata},
        "attribute_mapping": {"uid": "uid", "email": "mail"},
    },
}
_saml["settings"]["idp"]["entity_id"] = _saml["provider_id"]  # type: ignore[index]
if _metadata:
    _provider("saml", {"APPS": [_saml]}, _origin(_metadata))

CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] += sorted(_LEADS_TO)
