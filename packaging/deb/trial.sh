#!/bin/bash
# Installs, starts, upgrades, goes back from and removes the packages of build/deb on a clean Debian
# 12 below a folder of its own; ends with 0 only where everything went well. What it says is kept in
# docs/install-trial.log. Where build/deb has not two versions, it builds what is missing first.
# Needs root, debootstrap and about 4 GB; and, for a signed stick, the environment of the source
# (make install), or another Python with its packages in LILO_TRIAL_PYTHON.
#
#   packaging/deb/trial.sh [FOLDER] > docs/install-trial.log 2>&1
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
work=${1:-/tmp/lilo-trial}
base="$work/base"
root="$work/root"
mirror=${LILO_TRIAL_MIRROR:-http://deb.debian.org/debian}
python=${LILO_TRIAL_PYTHON:-$source/.venv/bin/python}
step="before the first step"

said() { step="$*"; printf '\n== %s\n' "$*"; }
failed() { echo "!! $*" >&2; exit 1; }
refused() { # a command that has to fail, and what it has to say
    local why=$1 told
    shift
    if told=$("$@" 2>&1); then failed "this was not refused: $*"; fi
    grep -q -e "$why" <<<"$told" || failed "refused, but not because of '$why': $told"
    echo "refused: $(grep -e "$why" <<<"$told" | head -n 1)"
}
in_root() { chroot "$root" /usr/bin/env -i PATH=/trial/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive HOME=/root "$@"; }
as_lilo() { in_root setpriv --reuid=lilo --regid=lilo --init-groups /usr/bin/env \
    HOME=/var/lib/lilo CREDENTIALS_DIRECTORY=/var/lib/lilo/credentials \
    QT_QPA_PLATFORM=offscreen LILO_FACILITY=/var/lib/lilo/facility "$@"; }
as_kiosk() { in_root /usr/lib/lilo/as-kiosk "$@"; }
clean() { for place in dev/shm dev/pts dev sys proc; do umount -l "$root/$place" 2>/dev/null || true; done; }
ended() {
    local code=$?
    clean
    if [ "$code" = 0 ]; then echo "== The trial has passed."; else echo "!! The trial has failed: $step"; fi
}
trap ended EXIT

packages() { find "$source/build/deb" -maxdepth 1 -name 'lilo_*.deb' 2>/dev/null | sort -V; }
built() { LILO_DEB_ONLY=kiosk LILO_DEB_LEVEL=${LILO_DEB_LEVEL:-3} "$here/build.sh" "$@"; }

said "Two versions"
[ -x "$python" ] || failed "There is no $python: make install, or name another in LILO_TRIAL_PYTHON."
[ "$(packages | wc -l)" -ge 1 ] || built
if [ "$(packages | wc -l)" -lt 2 ]; then
    last=$(packages | tail -n 1 | sed -E 's/.*_([0-9.]+)_[^_]*$/\1/')
    built "${last%.*}.$((${last##*.} + 1))"
fi
old=$(packages | head -n 1)
new=$(packages | tail -n 1)
version() { dpkg-deb --field "$1" Version; }
echo "$(basename "$old"), then $(basename "$new")"

said "A clean Debian 12"
if [ ! -e "$base/etc/debian_version" ]; then
    mkdir -p "$work"
    debootstrap --variant=minbase \
        --include=ca-certificates,systemd,systemd-sysv,dbus,udev,python3,python3-venv \
        bookworm "$base" "$mirror" >"$work/debootstrap.log" 2>&1
fi
clean
rm -rf "$root" && cp -a --reflink=auto "$base" "$root"
for place in proc sys dev dev/pts; do
    mount --bind "/$place" "$root/$place" && mount --make-private "$root/$place"
done
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm" # as on a machine that was started
cp /etc/resolv.conf "$root/etc/resolv.conf"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" && chmod 755 "$root/usr/sbin/policy-rc.d"
[ -s "$root/etc/machine-id" ] || in_root systemd-machine-id-setup 2>/dev/null
# No systemd runs here: this does of its systemd-run what as-kiosk asks for.
mkdir -p "$root/trial/bin" && install -m 755 "$here/trial-systemd-run" "$root/trial/bin/systemd-run"
in_root cat /etc/debian_version
in_root sh -c 'find / -xdev | sort > /before.txt'

said "Install $(basename "$old")"
mkdir -p "$root/packages"
cp "$old" "$new" "$root/packages/"
in_root apt-get update -qq
in_root apt-get install -y -qq --no-install-recommends "/packages/$(basename "$old")" cage seatd xwayland pulseaudio grim xdotool \
    >"$work/apt.log" 2>&1 || { tail -20 "$work/apt.log"; exit 1; }
in_root dpkg-query -W -f '${Package} ${Version} ${Status} ${Installed-Size} KB\n' lilo cage seatd
in_root getent passwd lilo
in_root id lilo

said "Units"
in_root systemd-analyze verify /lib/systemd/system/lilo-kiosk.service \
    /lib/systemd/system/lilo-sound.service 2>&1 | grep -i lilo || echo "nothing to say about them"
in_root sh -c 'for unit in kiosk sound; do
    systemd-analyze security --offline=yes lilo-$unit.service 2>/dev/null | tail -1; done'

said "Keys, by make-keys"
in_root sh -c 'umask 077; /usr/lib/lilo/make-keys > /keys.txt'
in_root sh -c 'cut -d" " -f1 /keys.txt; ls -l /etc/credstore.encrypted'
# Lost with the machine, and back from the paper.
in_root sh -c 'rm /etc/credstore.encrypted/*; cut -d" " -f2 /keys.txt | /usr/lib/lilo/make-keys --from-paper'
in_root sh -c 'for name in lilo-database-key lilo-audit-key; do
    test "$(systemd-creds decrypt --name=$name /etc/credstore.encrypted/$name -)" \
        = "$(sed -n "s/^$name //p" /keys.txt)"; done' || failed "Keys from paper are others."
in_root rm /keys.txt

said "A facility, by as-kiosk"
install -m 600 "$here/trial-people.yaml" "$root/var/lib/lilo/people.yaml"
in_root chown lilo:lilo /var/lib/lilo/people.yaml
printf '%s\n' "a long way to tea" "a long way to tea" | as_kiosk facility create \
    /var/lib/lilo/facility --from /var/lib/lilo/people.yaml --resident "Ada Example" \
    | sed 's/[0-9A-Z-]\{20,\}/(recovery code)/'
in_root rm /var/lib/lilo/people.yaml

said "Doctor"
as_kiosk doctor --export /var/lib/lilo/support.json
in_root test -s /var/lib/lilo/support.json

# What starts below is started by hand, and is handed the same keys.
in_root install -d -o lilo -g lilo -m 700 /var/lib/lilo/credentials
for key in lilo-database-key lilo-audit-key; do
    in_root sh -c "systemd-creds decrypt --name=$key /etc/credstore.encrypted/$key /var/lib/lilo/credentials/$key"
done
in_root chown -R lilo:lilo /var/lib/lilo/credentials

said "Start offscreen, twice"
for times in 1 2; do
    as_lilo sh -c '
        lilo kiosk --full-screen & pid=$!
        sleep '"${LILO_TRIAL_WAIT_S:-60}"'
        grep -E "VmHWM|VmRSS" /proc/$pid/status
        kill -TERM $pid
        (sleep 15; kill -KILL $pid 2>/dev/null) & # as the unit does
        code=0; wait $pid || code=$?; echo "the kiosk ended with $code"'
done

said "cage, headless, pictures of its screen, and a press of the call button"
# Turned by 180 degrees: a window that fills the screen is handed on as it is, without being drawn by
# cage, and grim then shows the last picture that cage did draw.
as_lilo sh -c '
    mkdir -p -m 700 /var/lib/lilo/run
    export XDG_RUNTIME_DIR=/var/lib/lilo/run WLR_BACKENDS=headless WLR_LIBINPUT_NO_DEVICES=1 \
        WLR_RENDERER=pixman QT_QPA_PLATFORM=xcb QT_QUICK_BACKEND=software
    timeout 180 cage -rr -- sh -c "lilo kiosk --full-screen & pid=\$!; sleep '"${LILO_TRIAL_WAIT_S:-60}"'; \
        grim /var/lib/lilo/kiosk-home.png; \
        xdotool mousemove 1062 626 click 1; sleep 5; grim /var/lib/lilo/kiosk-called.png; \
        kill -TERM \$pid; wait \$pid"
    ls -l /var/lib/lilo/kiosk-*.png' || echo "cage ended with $?"
cp "$root"/var/lib/lilo/kiosk-*.png "$work/" 2>/dev/null || true

said "Kiosk"
in_root systemctl --version | head -1
in_root lilo kiosk-setup --yes
in_root lilo kiosk-setup --yes | tee "$work/again.txt"
grep -q "Nothing has to be changed" "$work/again.txt" || failed "The same again changed something."
in_root systemd-analyze verify lilo-kiosk.service 2>&1 | grep -i lilo || echo "nothing to say about it"

said "A signed stick"
LILO_TRIAL_PYTHON="$python" "$here/trial-stick.sh" "$source" "$work/stick" "$new"
rm -rf "$root/stick" && cp -a "$work/stick/repo" "$root/stick"
chmod -R a+rX "$root/stick"
as_kiosk bundle trust /stick/root.json --yes
as_kiosk bundle verify --source /stick
as_kiosk bundle install --source /stick trial-knowledge@1.0.0
as_kiosk bundle install --source /stick
as_kiosk bundle status || true # no network sets this clock, and a backup is not there yet
as_kiosk bundle rollback knowledge | tee "$work/back.txt"
grep -q "trial-knowledge 1.0.0" "$work/back.txt" || failed "The version before is not in use again."

said "A stick that was tampered with"
cp -a "$root/stick" "$root/tampered"
content=$(grep -rl "Tea is at five" "$root/tampered/content")
sed -i 's/five/nine/' "$content"
refused "not what was signed\|not the one that was signed\|altered" as_kiosk bundle verify --source /tampered
sed -i 's/"version": [0-9]*/"version": 99/' "$root"/tampered/metadata/timestamp.json
refused "sign" as_kiosk bundle install --source /tampered

said "Upgrade to $(basename "$new") by apt, and back"
in_root apt-get install -y -qq "/packages/$(basename "$new")" >"$work/apt.log" 2>&1
in_root dpkg-query -W -f '${Package} ${Version}\n' lilo
as_kiosk audit verify
in_root apt-get install -y -qq --allow-downgrades "/packages/$(basename "$old")" >"$work/apt.log" 2>&1
in_root dpkg-query -W -f '${Package} ${Version}\n' lilo
as_kiosk audit verify

said "Upgrade from the signed stick, and back"
is_version() { [ "$(in_root dpkg-query -W -f '${Version}' lilo)" = "$1" ] || failed "Lilo is not $1."; }
echo y | in_root lilo bundle upgrade --root /stick/root.json --source /stick \
    --present "/packages/$(basename "$old")"
is_version "$(version "$new")"
in_root lilo bundle upgrade --source /stick | tee "$work/again.txt"
grep -q "up to date" "$work/again.txt" || failed "The same again did something."
as_kiosk audit verify
in_root lilo bundle upgrade --back
is_version "$(version "$old")"
as_kiosk audit verify

said "Remove"
in_root apt-get purge -y -qq lilo >"$work/apt.log" 2>&1 || { tail "$work/apt.log"; exit 1; }
in_root sh -c 'find / -xdev -path /proc -prune -o -print | sort > /after.txt'
echo "Left of Lilo, besides its data and its keys:"
in_root sh -c "comm -13 /before.txt /after.txt | grep -i lilo | grep -v -e '^/var/lib/lilo' \
    -e '^/packages' -e '^/etc/credstore' -e '^/root/.cache' || echo nothing"
in_root sh -c "ls -d /var/lib/lilo/facility && echo 'The facility stays.'"
said "Done"
