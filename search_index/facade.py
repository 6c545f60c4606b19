"""The search index as the rest of the program uses it.

``configure`` once, ``prepare`` before the first document; both backends answer alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from .contracts import (
    Backend,
    CandidateQuery,
    Document,
    Figures,
    Hit,
    IndexStatus,
    Observation,
    Role,
    SearchQuery,
    SearchResult,
    SimilarQuery,
    StoredVersion,
    Suggestion,
    SuggestionQuery,
    TermsAsked,
)
from .contracts.terms import General, Meaning
from .kinds import kinds_asked, use_kinds
from .observing import Watch, query_shape
from .opening import BackendName, open_index
from .openness import use_everyone
from .query_language import understood

_backend: Backend | None = None
_watch = Watch()


def configure(
    *,
    backend: BackendName,
    kinds: Mapping[str, Iterable[str]] | None = None,
    everyone: Iterable[str] | None = None,
    path: Path | None = None,
    hosts: Sequence[str] = (),
    prefix: str = "tiqiao",
    api_key: str = "",
    ca: str = "",
    shards: int = 1,
    replicas: int | None = None,
    timeout: float = 5,
    similarity_floor: float = -1.0,
    secret: str = "",
    meanings: Sequence[Meaning] = (),
    general: General = dict,
    observe: Callable[[Observation], None] | None = None,
) -> None:
    """Choose the backend; opens nothing yet, and a later call replaces an earlier one.

    ``kinds`` maps each kind of document to what people call it behind "kind:" in a search; left out,
    those told before stay. ``everyone`` are the audience tokens that everyone has or gets for the
    asking ("public" unless told): how rare a word is is counted in what they open, and in nothing
    else.
    ``path`` is the embedded backend's file. Elasticsearch's are ``hosts`` (URLs), ``prefix`` (of
    index names), ``api_key``, ``ca`` (a file with the authority behind the hosts' certificates),
    ``shards`` and ``replicas`` of indices yet to be built (by default a replica where there is a
    second node). ``timeout`` is in seconds. A document whose cosine to a person's query is below
    ``similarity_floor`` is not found by its vector. ``secret`` seals cursors; without one they are
    this process's own. ``meanings`` are the field's terms in both languages, ``general`` a
    dictionary of other words. ``observe`` is told of every request. Raises ValueError.
    """
    global _backend, _watch
    if kinds is not None:
        use_kinds(kinds)
    if everyone is not None:
        use_everyone(everyone)
    _backend = open_index(
        backend=backend,
        path=path,
        hosts=hosts,
        prefix=prefix,
        api_key=api_key,
        ca=ca,
        shards=shards,
        replicas=replicas,
        timeout=timeout,
        similarity_floor=similarity_floor,
        secret=secret,
        meanings=meanings,
        general=general,
    )
    _watch = Watch(observe)


def warm_up() -> None:
    """Read the dictionaries now, so that the first question has them."""
    _configured().warm_up()


def prepare(encoder_version: str, dimension: int) -> None:
    """Create what is missing for vectors of this encoder; safe to call again.

    Raises IndexUnavailable.
    """
    _configured().prepare(encoder_version=encoder_version, dimension=dimension)


def index(documents: Iterable[Document], wait: bool = True) -> Sequence[int]:
    """Store each document unless a newer version is held; return the ids refused as older.

    With ``wait`` it returns once searches see the change. Raises InvalidDocument (nothing is
    written then), IndexUnavailable.
    """
    batch = list(documents)
    with _watch.watching("index", {"documents": len(batch)}):
        return _configured().write(batch, wait=wait)


def search(query: SearchQuery) -> SearchResult:
    """A page of what the reader may find. Raises InvalidQuery, IndexUnavailable."""
    with _watch.watching("search", query_shape(query)):
        return _configured().search(query)


def similar_to(query: SimilarQuery) -> Sequence[Hit]:
    """What resembles a document, best first; nothing where the reader may not find that one.

    Raises InvalidQuery, IndexUnavailable.
    """
    with _watch.watching("similar", {"kinds": len(kinds_asked(query.kinds)), "size": query.size}):
        return _configured().similar(query)


def meaning_of(text: str) -> str:
    """What of a search box's text an encoder is to read: no operators, nothing that is excluded."""
    return understood(text).plain


def suggest(query: SuggestionQuery) -> Sequence[Suggestion]:
    """What somebody who types may mean, of what the reader may find; typos and pinyin do.

    Raises InvalidQuery, IndexUnavailable.
    """
    with _watch.watching("suggest", {"length": len(query.text)}):
        return _configured().suggest(query)


def candidates_for(query: CandidateQuery) -> Sequence[int]:
    """Ids for the matcher, best first. Raises InvalidQuery, IndexUnavailable."""
    with _watch.watching("candidates", query_shape(query)):
        return _configured().candidates(query)


def terms_asked(text: str, *, everything: bool = False) -> TermsAsked:
    """By what a question that is kept is looked up when a document is new: see ``may_answer``.

    ``everything``: it wants all that is found, and not what answers alone.
    """
    return _configured().terms_asked(text, everything=everything)


def terms_version() -> str:
    """The ``version`` of the terms that ``terms_asked`` gives now."""
    return _configured().terms_version()


def terms_told(document: Document) -> frozenset[str]:
    """All terms by which kept questions are looked up for a document, whatever their readers."""
    # Imported here: nothing else needs the dictionaries that early.
    from .reverse import terms_told

    return terms_told(document)


def may_answer(technical: Sequence[bool], shared: Mapping[int, bool], near: float | None) -> bool:
    """Whether a document may answer a kept question; where not, it does not for certain.

    ``technical`` is of its ``TermsAsked``, ``shared`` maps the numbers of the concepts with a term in
    common to whether one of them is of the whole concept, ``near`` is the cosine of question and
    summary, None without vectors. What may is looked at by ``may_say``, and then asked by ``search``
    with ``only``.
    """
    return _configured().may_answer(technical, shared, near)


def may_say(text: str, document: Document, near: float | None) -> bool:
    """The same for a question's text and the whole document: closer, and dearer."""
    return _configured().may_say(text, document, near)


def versions(ids: Sequence[int], *, of: Role = "current") -> Sequence[StoredVersion]:
    """What a generation holds of these ids; a missing id is left out. Raises IndexUnavailable."""
    return _configured().versions(ids, of=of)


def scan(after: int, size: int, *, of: Role = "current") -> Sequence[StoredVersion]:
    """What a generation holds, ids above ``after`` in order, at most ``size``.

    Raises IndexUnavailable.
    """
    return _configured().scan(after, size, of=of)


def encoder_version(of: Role = "current") -> str:
    """The encoder whose vectors that generation holds. Raises IndexUnavailable."""
    return _configured().encoder_version(of)


def begin(encoder_version: str, dimension: int, *, resume: bool = False) -> None:
    """Create the next generation, to be filled by ``index_next`` while ``index`` goes to both.

    What was begun earlier is dropped, or with ``resume`` taken up again. Raises IndexUnavailable.
    """
    _configured().begin(encoder_version=encoder_version, dimension=dimension, resume=resume)


def index_next(documents: Iterable[Document]) -> None:
    """Store in the next generation alone. Raises InvalidDocument, IndexUnavailable."""
    _configured().write_next(list(documents))


def promote() -> None:
    """Put the next generation in force in one step and keep the one before for ``revert``.

    Raises IndexUnavailable.
    """
    _configured().promote()


def revert() -> None:
    """Put the kept generation in force again; what was written since, it lacks.

    Raises IndexUnavailable.
    """
    _configured().revert()


def status(of: Role = "current") -> IndexStatus:
    """Backend, generations, encoder, counts and whether a rebuild is due.

    Raises IndexUnavailable.
    """
    return _configured().status(of)


def figures() -> Mapping[str, Figures]:
    """Operation → count, failures and times of its last requests in this process."""
    return _watch.figures()


def clear() -> None:
    """Remove everything this index holds; ``prepare`` before the next use."""
    _configured().clear()


def _configured() -> Backend:
    if _backend is None:
        raise RuntimeError("search_index.facade.configure() was not called")
    return _backend
