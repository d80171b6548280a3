# Versions of stories and their events are found again: precision and recall of 0.95 at least.
tool=$1 here=$2
DRAGOMAN=$tool exec python3 "$here/../bench/dedup" check
