#!/bin/bash
# packages.sh SUITE PACKAGE...: downloads packages, with what they need beyond the root of SUITE, and prints the
# directory they lie in. Nothing is installed: a host of the tests may do that.
. "$(dirname "$0")/common.sh"
suite=${1:?usage: packages.sh SUITE PACKAGE...}
shift
root=$BASE/roots/$suite
here=$BASE/packages/$suite
mkdir -p "$here"/state/lists/partial "$here"/cache/archives/partial
exec 9>"$here.lock"
flock 9
apt=(apt-get -q -o "Dir::State=$here/state" -o "Dir::Cache=$here/cache" -o "Dir::State::status=$root/var/lib/dpkg/status"
  -o "Dir::Etc::sourcelist=$root/etc/apt/sources.list" -o Dir::Etc::sourceparts=- -o Debug::NoLocking=1 -o APT::Sandbox::User=root)
if [[ ! -e $here/.ready || $(<"$here/.ready") != "$*" ]]; then
  "${apt[@]}" update >"$here/log" 2>&1 &&
    "${apt[@]}" -y --no-install-recommends --download-only install "$@" >>"$here/log" 2>&1 ||
    { tail -n 20 "$here/log" >&2; die "could not download $*"; }
  echo "$*" >"$here/.ready"
fi
echo "$here/cache/archives"
