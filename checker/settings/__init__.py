"""Settings of a run: what can be set, where it stands, and what a settings file may say."""

from checker.settings.definitions import DEFAULT_REPORT, FAIL_ON, SETTINGS, Setting, Settings
from checker.settings.find import find_settings, with_flags

__all__ = ["DEFAULT_REPORT", "FAIL_ON", "SETTINGS", "Setting", "Settings", "find_settings", "with_flags"]
