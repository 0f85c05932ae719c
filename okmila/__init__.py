"""Wiring of the product. Importing it puts a sound SQLite in place before Django looks for one."""

import sys

from okmila.sqlite import use_sound_sqlite

use_sound_sqlite(sys.modules)
