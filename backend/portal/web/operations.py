from .inbox import inbox

verify = retry = inbox
