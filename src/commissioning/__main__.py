"""``python -m commissioning``: the command line."""

from commissioning.cli.main import main

main()
