# The Debian packages, built as docs/install.md says, unpacked and used. It is given the build
# and the source folder; a build for the prefix /usr is kept in the former.
. "$2/tests/begin.sh"
build=$1 source=$2
for program in dpkg-deb dpkg-shlibdeps ninja; do
    command -v $program >/dev/null || { echo "no $program"; exit 77; }
done
version=$(sed -n 's/^#define DG_VERSION_M[A-Z]* //p; s/^#define DG_VERSION_PATCH //p' "$source/include/dragoman.h" |
    paste -sd.)
library=libdragoman${version%.*}

cmake -S "$source" -B "$build/package" -G Ninja -DCMAKE_INSTALL_PREFIX=/usr -DDG_TESTS=OFF \
    -DDG_TRAIN=OFF >log 2>&1 && ninja -C "$build/package" >log 2>&1 || fail "build: $(tail -n 20 log)"
# gzip, because xz takes its time.
cpack --config "$build/package/CPackConfig.cmake" -G DEB -B "$work/packages" \
    -D CPACK_DEBIAN_COMPRESSION_TYPE=gzip >log 2>&1 || fail "cpack: $(tail -n 20 log)"

arch=$(dpkg --print-architecture)
for package in "dragoman_$version-1_$arch" "dragoman-data_$version-1_all" \
    "${library}_$version-1_$arch" "libdragoman-dev_$version-1_$arch"; do
    deb=packages/$package.deb name=${package%%_*}
    [ -s "$deb" ] || fail "no $package.deb: $(ls packages)"
    [ "$(dpkg-deb -f "$deb" Version)" = "$version-1" ] || fail "version of $package"
    dpkg-deb -c "$deb" >contents
    grep -q " ./usr/share/doc/$name/copyright\$" contents || fail "no copyright in $package"
    grep -v ' \./\(usr/.*\)*$' contents && fail "$package reaches out of /usr"
    dpkg-deb -x "$deb" root || fail "unpacking $package"
done
for needed in libc6 libjansson4 libxml2 libzstd1 "dragoman-data (= $version-1)"; do
    dpkg-deb -f "packages/dragoman_$version-1_$arch.deb" Depends | grep -qF "$needed" || fail "no dependency on $needed"
    dpkg-deb -f "packages/${library}_$version-1_$arch.deb" Depends | grep -qF "$needed" || fail "no dependency on $needed"
done
dpkg-deb -f "packages/libdragoman-dev_$version-1_$arch.deb" Depends | grep -qF "$library (= $version-1)" || fail "libdragoman-dev"
size=$(du -sk root | cut -f 1)
[ "$size" -lt 150000 ] || fail "$size KB"
gzip -dc root/usr/share/man/man1/dragoman.1.gz | grep -q '^.SH NAME' || fail "no manual"

echo 'Barack Obama met Vladimir Putin in Antalya.' >story
root/usr/bin/dragoman code --to jsonl story >out 2>err || fail "code: $(cat err)"
grep -q '"type":"CONSULT"' out || fail "code: $(cat out)"
lib=$(dirname "$(find root -name libdragoman.a)")
"${CC:-cc}" "$source/tests/package/example.c" -Iroot/usr/include -L"$lib" -ldragoman -o example || fail "compiling"
LD_LIBRARY_PATH=$lib ./example <story | grep -q '^CONSULT ' || fail "the library"

if command -v lintian >/dev/null; then # who maintains and uploads a package is its maker's to say
    lintian --allow-root --fail-on error --suppress-tags \
        bogus-mail-host,bogus-mail-host-in-debian-changelog packages/*.deb >out 2>&1 || fail "lintian: $(cat out)"
fi
exit 0
