#!/bin/sh
# Tells what programs that use our crates would have to change: holds the public items of this commit against those of an
# earlier one. For a maintainer before a release; it documents both twice, which takes minutes, so CI does not.
# Usage: tools/semver.sh REV [MORE]    (cargo install cargo-semver-checks; SEMVER_CHECKS=PATH; MORE as --release-type minor)
set -eu
cd "$(dirname "$0")/.."
rev=${1:?Name the commit to compare with, for instance the last tag.}
shift
exec "${SEMVER_CHECKS:-cargo-semver-checks}" semver-checks --workspace --exclude dateline-dev --baseline-rev "$rev" "$@"
