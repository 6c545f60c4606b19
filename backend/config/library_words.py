"""Messages of Django, allauth and REST framework whose Chinese is ours: those that their own
catalogues lack, and those that say another word than our pages do. The libraries say them; they
stand here so that the catalogue of this app keeps them.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

LACKING = (
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        2,
    ),
    _("%(model)s instance with %(field)s %(value)r is not a valid choice."),
    _("A valid biginteger is required."),
    _("Integer value too large to convert to float"),
)

PASSWORDS = (
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        2,
    ),
    _("The password is too similar to the %(verbose_name)s."),
    _("This password is too common."),
    _("This password is entirely numeric."),
    _("Your password can’t be too similar to your other personal information."),
    _("Your password can’t be a commonly used password."),
    _("Your password can’t be entirely numeric."),
    _("Password (again)"),
    _("Incorrect password."),
    _("Enter your password:"),
    _("The password reset token was invalid."),
    _("Bad Token"),
)

CODES = (
    _("Code"),
    _("Incorrect code."),
    _("Enter Email Verification Code"),
    _("Enter Sign-In Code"),
    _("Enter Password Reset Code"),
    _("Request new code"),
    _("Request Code"),
    _("Send me a sign-in code"),
    _("Sign-In Code"),
    _("Password Reset Code"),
    _("You will receive a special code for a password-free sign-in."),
    _("A sign-in code has been sent to %(recipient)s."),
    _("Your sign-in code is listed below. Please enter it in your open browser window."),
    _("Your email verification code is listed below. Please enter it in your open browser window."),
    _("Your password reset code is listed below. Please enter it in your open browser window."),
    _("We've sent a code to %(recipient)s. The code expires shortly, so please enter it soon."),
)

SIGNING_IN = (
    _("Sign in with a passkey"),
    _("Sign up using a passkey"),
    _("Passkey Sign Up"),
    _("Create Passkey"),
    _("This key does not indicate whether it is a passkey."),
    _("Other sign-in options"),
    _("Other options"),
    _("Already have an account? Then please %(link)ssign in%(end_link)s."),
    _("If you have not created an account yet, then please %(link)ssign up%(end_link)s first."),
    _("Successfully signed in as %(name)s."),
    _("You have signed out."),
    _("Hello from %(site_name)s!"),
)
