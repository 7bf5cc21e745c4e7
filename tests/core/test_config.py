"""Settings: a wrong one stops the start with a sentence that names it, and tells no secret."""

import pytest

from convite.core.config import SettingsError, settings

pytestmark = pytest.mark.unit

WRONG = {
    "CONVITE_SMTP_URL": [
        "mail.example.com", "http://mail.example.com", "smtp://", "smtp://u:secret@host:port",
        "smtp://host:99999", "smtp://host/path",
    ],
    "CONVITE_PUBLIC_URL": ["convite.example", "ftp://x", "https://", "https://a b", "https://x/y"],
    "FRONTEND_URL": ["localhost:3000", "https://ok.example,nonsense"],
    "CONVITE_DATABASE_URL": ["mysql://u:secret@host/db", "postgresql://", "host=localhost"],
    "CONVITE_TRUSTED_PROXIES": ["*", "proxy.example", "10.0.0.0/40", "10.0.0.1/8", "10.0.0.5,nonsense"],
    "CONVITE_MAIL_FROM": ["Convite", "Convite <nobody>"],
}  # fmt: skip
CASES = [(name, value) for name, values in WRONG.items() for value in values]


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.cache_clear()
    monkeypatch.setattr("convite.core.config.Settings.model_config", {
        **settings.__wrapped__.__globals__["Settings"].model_config, "env_file": None,
    })  # fmt: skip
    yield
    settings.cache_clear()


@pytest.mark.parametrize(("name", "value"), CASES)
def test_wrong_address_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError) as stopped:
        settings()

    said = str(stopped.value)
    assert said.startswith(f"{name}: ")
    assert "secret" not in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONVITE_SMTP_URL", "smtps://user%40x:pass@mail.example.com:465"),
        ("CONVITE_SMTP_URL", "smtp://127.0.0.1:1025"),
        ("CONVITE_SMTP_URL", ""),
        ("CONVITE_PUBLIC_URL", "https://convite.example/"),
        ("CONVITE_PUBLIC_URL", "http://[::1]:8000"),
        ("FRONTEND_URL", "http://localhost:3000, https://app.example"),
        ("CONVITE_TRUSTED_PROXIES", "10.0.0.5, 192.168.0.0/16, fd00::/8, ::1"),
        ("CONVITE_TRUSTED_PROXIES", ""),
        ("CONVITE_MAIL_FROM", "no-reply@example.com"),
    ],
)
def test_right_address_is_taken(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    settings()


@pytest.mark.parametrize("setting", ["CONVITE_LIMITS", "CONVITE_EGRESS"])
def test_what_is_for_development_works_on_loopback_only(
    monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv(setting, "off" if setting == "CONVITE_LIMITS" else "loopback")
    settings()
    settings.cache_clear()
    monkeypatch.setenv("CONVITE_HOST", "0.0.0.0")

    with pytest.raises(SettingsError, match=f"{setting}=.* works only when CONVITE_HOST"):
        settings()


def test_webhooks_go_to_the_internet_only_unless_somebody_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not settings().calls_loopback
    settings.cache_clear()
    monkeypatch.setenv("CONVITE_EGRESS", "loopback")

    assert settings().calls_loopback
