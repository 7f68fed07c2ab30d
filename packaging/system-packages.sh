#!/bin/sh
# Installs the Debian packages that Lilo's windows need, where it may; else names them.
set -eu
here=$(dirname "$0")
missing=""
if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "This is no Debian system; install the equivalents of packaging/system-packages.txt."
    exit 0
fi
is_installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }
while read -r package; do
    # Only tests and benches need it, and Debian would take away PipeWire's sound for it.
    if [ "$package" = pulseaudio ] && is_installed pipewire-pulse; then
        continue
    fi
    is_installed "$package" || missing="$missing $package"
done < "$here/system-packages.txt"
# Python's own venv module comes in a package of its own on Debian.
if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    missing="$missing python3-venv"
fi
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then
    root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    root="sudo"
else
    echo "These system packages are missing:$missing"
    echo "Ask an administrator to run: apt-get install$missing"
    exit 0
fi
echo "Installing system packages:$missing"
$root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends $missing >/dev/null
