"""How organisations' webhooks are told."""

from . import env

# Whether loopback is asked too, and without TLS; only for the tests' own targets.
OUTGOING_LOOPBACK = False
WEBHOOK_THREADS = env.number(
    "WEBHOOK_THREADS", 32, about="Webhooks told at a time by a process; 0: one after the other"
)
WEBHOOK_SECONDS = 15  # that a target may take
EVENT_STREAM_SECONDS = 600  # after which a client of the event stream asks again
EVENT_STREAMS = 100  # at a time in one process
