"""Addresses of the composed pages."""

from django.urls import path

from . import (
    desk,
    glossary,
    home,
    inbox,
    operations,
    pairings,
    preferences,
    recommending,
    regional,
    targets,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path(
        "desk/region/<str:code>/contracts/<str:side>/", regional.contracts, name="region_contracts"
    ),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/arrivals/", inbox.arrivals, name="inbox_arrivals"),
    path("inbox/seen/", inbox.seen, name="inbox_seen"),
    path("inbox/state/", inbox.state, name="inbox_state"),
    path("inbox/archive/", inbox.archive, name="inbox_archive"),
    path("inbox/take-back/", inbox.take_back, name="inbox_take_back"),
    path("inbox/read/", inbox.read, name="inbox_read"),
    path("inbox/preferences/", preferences.preferences, name="preferences"),
    path("inbox/preferences/habits/", preferences.habits, name="preference_habits"),
    path("inbox/preferences/mail/", preferences.mail_again, name="mail_again"),
    path(
        "inbox/preferences/organisation/<id:pk>/", preferences.defaults, name="preference_defaults"
    ),
    path("inbox/robots/", targets.add, name="robot_add"),
    path("inbox/robots/of/<id:organisation>/", targets.add, name="robot_add"),
    path("inbox/robots/<id:pk>/", targets.change, name="target_change"),
    path("inbox/robots/of/<id:organisation>/<id:pk>/", targets.change, name="target_change"),
    path("inbox/push/", targets.subscribe, name="push_subscribe"),
    path("push-worker.js", targets.worker, name="push_worker"),
    path("inbox/unsubscribe/<str:token>/", preferences.unsubscribe, name="unsubscribe"),
    path("inbox/digests/<id:pk>/", inbox.digest, name="digest"),
    path("inbox/<id:pk>/", inbox.open_notice, name="notice"),
    path("fits/<id:pk>/", pairings.of_listing, name="listing_pairings"),
    path("recommendations/", recommending.recommendations, name="recommendations"),
    path("recommendations/<id:pk>/", recommending.answer, name="recommendation_answer"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("operations/index/", operations.index_status, name="index_status"),
    path("operations/retry/", operations.retry, name="deliveries_retry"),
]
