#!/bin/bash
# Makes a signed stick for the trial with the tools of a release: two versions of one article, and a
# package of the application.
#
#   LILO_TRIAL_PYTHON=.venv/bin/python trial-stick.sh SOURCE FOLDER PACKAGE
set -euo pipefail

source=$1 folder=$2 package=$3
export PYTHONPATH="$source" LILO_RELEASE_PASSPHRASE="a long way to tea"
release() { "$LILO_TRIAL_PYTHON" "$source/packaging/bundle/release.py" "$@"; }
about() { # kind, id, version
    printf '{"kind": "%s", "id": "%s", "version": "%s", "title": "A trial", "licence": "Apache-2.0", %s}' \
        "$1" "$2" "$3" '"program": {"at_least": "0.1.0"}'
}

rm -rf "$folder" && mkdir -p "$folder" && cd "$folder"
for key in root1 root2 targets snapshot timestamp knowledge application1 application2; do
    release key "$key.p12"
done
release ceremony repo --root root1.p12 --root root2.p12 --targets targets.p12 \
    --snapshot snapshot.p12 --timestamp timestamp.p12 --kind knowledge=knowledge.p12 \
    --kind application=application1.p12 --kind application=application2.p12

for version in 1.0.0 1.1.0; do
    hour=four && [ "$version" = 1.0.0 ] || hour=five
    mkdir -p "article-$version/knowledge"
    printf -- '---\nid: tea\ntitle: Tea\nreviewed: 2026-01-05\nreview_by: 2030-01-05\n---\nTea is at %s.\n' \
        "$hour" >"article-$version/knowledge/tea.md"
    about knowledge trial-knowledge "$version" >about.json
    release sign repo "article-$version" --about about.json --key knowledge.p12
done

mkdir -p program/application
cp "$package" program/application/
about application lilo "$(dpkg-deb --field "$package" Version)" >about.json
release sign repo program --about about.json --key application1.p12
# One of two: nothing is published until the second has signed.
if release publish repo --snapshot snapshot.p12 --timestamp timestamp.p12; then exit 1; fi
release add-signature repo application --key application2.p12
release publish repo --snapshot snapshot.p12 --timestamp timestamp.p12 --days 90
