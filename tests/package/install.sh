# What `cmake --install` leaves, in a place that it was not configured for: all there, found by
# program and library, and of one version. It is given the build and the source folder.
. "$2/tests/begin.sh"
build=$1 source=$2
version=$(sed -n 's/^#define DG_VERSION_M[A-Z]* //p; s/^#define DG_VERSION_PATCH //p' "$source/include/dragoman.h" |
    paste -sd.)
[ -n "$version" ] || fail "no version in dragoman.h"

DESTDIR=$work/staged cmake --install "$build" --prefix /opt/dragoman >log || fail "install: $(cat log)"
mv staged/opt/dragoman root || fail "the install went elsewhere: $(find staged -maxdepth 3)"
root=$work/root
lib=$(dirname "$(find "$root" -name libdragoman.a)")
[ -d "$lib" ] || fail "no static library"
soname=libdragoman.so.${version%.*}
for file in bin/dragoman include/dragoman.h \
    share/doc/dragoman/LICENSE share/doc/dragoman/NOTICE share/man/man1/dragoman.1 \
    share/man/man1/dragoman-code.1 share/bash-completion/completions/dragoman \
    share/dragoman/model/english.model share/dragoman/model/events.model; do
    [ -s "$root/$file" ] || fail "no $file"
done
for file in "$build"/data/*.*; do
    cmp -s "$file" "$root/share/dragoman/$(basename "$file")" || fail "$(basename "$file") was not installed"
done
[ "$(readlink "$lib/libdragoman.so")" = "$soname" ] || fail "libdragoman.so is no link to $soname"
[ "$(readlink "$lib/$soname")" = "libdragoman.so.$version" ] || fail "$soname is no link"

echo 'Barack Obama met Vladimir Putin in Antalya.' >story
"$root/bin/dragoman" code --to jsonl story >out || fail "code"
grep -q '"type":"CONSULT".*"frame":' out || fail "code: $(cat out)"
"$root/bin/dragoman" --version | grep -qx "dragoman $version" || fail "--version"
grep -q "\"dragoman $version\"" "$root/share/man/man1/dragoman-code.1" || fail "the manual's version"

# Against the library by pkg-config, shared and static.
PKG_CONFIG_PATH=$lib/pkgconfig
export PKG_CONFIG_PATH
[ "$(pkg-config --modversion dragoman)" = "$version" ] || fail "pkg-config's version"
compile() { "${CC:-cc}" -std=c17 -Wall -Werror "$source/tests/package/example.c" -o "$@" || fail "compiling $1"; }
# shellcheck disable=SC2046
compile shared $(pkg-config --cflags --libs dragoman)
LD_LIBRARY_PATH=$lib ./shared <story >out || fail "shared: $(cat out)"
grep -qx 'CONSULT 0[0-9]*' out || fail "shared: $(cat out)"
grep -qx "header $version, library $version" out || fail "shared: $(cat out)"
./shared <story >out 2>&1 && fail "the shared library was linked statically"
# shellcheck disable=SC2046
compile static $(pkg-config --cflags dragoman) \
    $(pkg-config --static --libs dragoman | sed 's/-ldragoman/-l:libdragoman.a/')
./static "$(pkg-config --variable=datadir dragoman)" <story >out || fail "static: $(cat out)"
grep -qx 'CONSULT 0[0-9]*' out || fail "static: $(cat out)"

# It is this data that they read, not the build's: damage is found, and where.
echo damage >"$root/share/dragoman/contexts.cues"
"$root/bin/dragoman" code story >out 2>err && fail "the program reads other data than it was installed with"
grep -q "root/share/dragoman/contexts.cues" err || fail "program: $(cat err)"
LD_LIBRARY_PATH=$lib ./shared <story >out 2>err && fail "the library reads other data than it was installed with"
grep -aq "$build" "$root/bin/dragoman" "$lib/libdragoman.so" && fail "the build's folder is in what was installed"
exit 0
