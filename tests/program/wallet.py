"""``python tests/program/wallet.py …`` is ``wallet …``, whose new keys have the least cost that is accepted."""

from wallet_cli.__main__ import main

if __name__ == "__main__":
    main(cheap_keys=True)
