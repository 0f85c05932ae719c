"""Stops with a sentence when this Python is too old or cannot make virtual environments."""

import importlib.util
import sys

if sys.version_info < (3, 11):
    sys.exit(f"OK Mila demande Python 3.11 ou plus récent ; celui-ci est {sys.version.split()[0]}.")
if importlib.util.find_spec("ensurepip") is None:
    sys.exit("Il manque le module venv de Python ; sous Debian ou Ubuntu : apt install python3-venv")
