"""Who runs this installation, for the page of contact."""

from . import env

OPERATOR_NAME = env.text("OPERATOR_NAME", about="Who runs the platform, on the page of contact")
OPERATOR_MAIL = env.text("OPERATOR_MAIL", about="Where anybody may write, on the page of contact")
OPERATOR_PHONE = env.text("OPERATOR_PHONE", about="Telephone, on the page of contact")
