"""Errors of files that leave the wallet."""

from wallet_cli.i18n import N_

TEXTS: dict[str, tuple[str, str]] = {
    "output-is-folder": (N_('"{path}" is a folder'), N_("name a file in it")),
    "output-no-file": (
        N_('"{path}" is a device or a pipe, not a file'),
        N_("name a file; what goes to standard output needs no name"),
    ),
    "path-tilde": (
        N_('"{path}" begins with ~, which a shell replaces by your home folder only outside quotes'),
        N_('write it without the quotes, or as "$HOME/{rest}"'),
    ),
    "output-folder-missing": (N_('there is no folder "{path}"'), N_("`mkdir -p {path}`")),
    "output-medium-missing": (
        N_('there is no folder "{path}"'),
        N_("is the stick or disk plugged in, and mounted there? then try again"),
    ),
    "output-exists": (
        N_('"{path}" already exists and is left as it is'),
        N_("choose another name, or add --force to replace it"),
    ),
    "output-unwritable": (N_('"{path}" can\'t be written: {why}'), N_("choose a folder that you can write to")),
    "output-name-long": (N_('the file name "{path}" is too long'), N_("choose a shorter one")),
    "output-kind": (
        N_('the ending of "{path}" says nothing about its format'),
        N_("let it end in one of: {kinds}"),
    ),
    "answer-unwritten": (
        N_("the answer can't be written to standard output: {why}"),
        N_("if it was to record something, that is done, don't repeat it: `wallet log -l 1` shows the last"),
    ),
}
