"""Facts of message templates, all in the organization's stream."""

from convite.core.log import Fact


class TemplateFact(Fact, frozen=True, kw_only=True):
    """What all of them are about."""

    object_type = "message_template"
    template: str


class TemplateChanged(TemplateFact, frozen=True, kw_only=True):
    """A template was added, changed or removed."""

    action = "message_template_changed"
    what: str


class TemplateSubmitted(TemplateFact, frozen=True, kw_only=True):
    """A template is to be created in WhatsApp's account, which then looks at it."""

    action = "message_template_submitted"


class TemplateJudged(TemplateFact, frozen=True, kw_only=True):
    """WhatsApp approved, rejected, paused or disabled a template."""

    action = "message_template_judged"
    status: str
    reason: str


class TemplateSyncAsked(Fact, frozen=True, kw_only=True):
    """Somebody asked for the templates of WhatsApp's account."""

    action = "message_template_sync_asked"
    object_type = "organization"
