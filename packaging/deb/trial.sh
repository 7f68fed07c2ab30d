#!/bin/sh
# Installs, starts, upgrades, goes back from and removes the packages of build/deb on a clean Debian
# 12 below a folder of its own; what it says is kept in docs/install-trial.log.
# Needs root and debootstrap; about 3 GB.
#
#   packaging/deb/trial.sh [FOLDER] 2>&1 | tee docs/install-trial.log
set -eu

here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
work=${1:-/tmp/lilo-trial}
base="$work/base"
root="$work/root"
mirror=${LILO_TRIAL_MIRROR:-http://deb.debian.org/debian}
old=$(ls -v "$source"/build/deb/lilo_*.deb | head -1)

said() { printf '\n== %s\n' "$*"; }
in_root() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive HOME=/root "$@"; }
as_kiosk() { in_root setpriv --reuid=lilo --regid=lilo --init-groups /usr/bin/env \
    HOME=/var/lib/lilo CREDENTIALS_DIRECTORY=/var/lib/lilo/credentials \
    QT_QPA_PLATFORM=offscreen LILO_FACILITY=/var/lib/lilo/facility "$@"; }
clean() { for place in dev/shm dev/pts dev sys proc; do umount -l "$root/$place" 2>/dev/null || true; done; }
trap clean EXIT

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
in_root cat /etc/debian_version
in_root sh -c 'find / -xdev | sort > /before.txt'

said "Install $(basename "$old")"
mkdir -p "$root/packages"
cp "$old" "$root/packages/"
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

said "A facility with keys as systemd hands them over"
in_root install -d -o lilo -g lilo -m 700 /var/lib/lilo/credentials
for key in lilo-database-key lilo-audit-key; do
    in_root sh -c "od -An -N32 -tx1 /dev/urandom | tr -d ' \n' > /var/lib/lilo/credentials/$key"
done
in_root chown -R lilo:lilo /var/lib/lilo/credentials
cp "$here/trial-people.yaml" "$root/var/lib/lilo/people.yaml"
in_root chown lilo:lilo /var/lib/lilo/people.yaml
as_kiosk sh -c 'printf "%s\n" "a long way to tea" "a long way to tea" | lilo facility create \
    /var/lib/lilo/facility --from /var/lib/lilo/people.yaml --resident "Ada Example"' \
    | sed 's/[0-9A-Z-]\{20,\}/(recovery code)/'

said "Doctor"
as_kiosk lilo doctor --facility /var/lib/lilo/facility --export /var/lib/lilo/support.json || echo "doctor said $?"

said "Start offscreen, twice"
for times in 1 2; do
    as_kiosk sh -c '
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
as_kiosk sh -c '
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
in_root lilo kiosk-setup --yes
in_root systemd-analyze verify lilo-kiosk.service 2>&1 | grep -i lilo || echo "nothing to say about it"

new=$(ls -v "$source"/build/deb/lilo_*.deb | tail -1)
if [ "$new" != "$old" ]; then
    cp "$new" "$root/packages/"
    said "Upgrade to $(basename "$new"), and back"
    in_root apt-get install -y -qq "/packages/$(basename "$new")" >"$work/apt.log" 2>&1
    in_root dpkg-query -W -f '${Package} ${Version}\n' lilo
    as_kiosk lilo audit verify --facility /var/lib/lilo/facility
    in_root apt-get install -y -qq --allow-downgrades "/packages/$(basename "$old")" >"$work/apt.log" 2>&1
    in_root dpkg-query -W -f '${Package} ${Version}\n' lilo
    as_kiosk lilo audit verify --facility /var/lib/lilo/facility
fi

said "Remove"
in_root apt-get purge -y -qq lilo >"$work/apt.log" 2>&1 || { tail "$work/apt.log"; exit 1; }
in_root sh -c 'find / -xdev -path /proc -prune -o -print | sort > /after.txt'
echo "Left of Lilo, besides its data:"
in_root sh -c "comm -13 /before.txt /after.txt | grep -i lilo | grep -v -e '^/var/lib/lilo' \
    -e '^/packages' || echo nothing"
in_root sh -c "ls -d /var/lib/lilo/facility && echo 'The facility stays.'"
said "Done"
