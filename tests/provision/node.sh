# SPDX-License-Identifier: GPL-3.0-or-later
# The benchmarks compare the fit with a Node package. A Debian root has no Node and no network: this system's own Node is taken
# along where there is one, with the package that its npm installs. Without either the benchmark says “skipped”.
node_package=@open-spaced-repetition/binding

bring_node () {
  local folder=$DECKLE_CACHE/node
  have node && have npm || return 0
  mkdir -p "$folder/bin"
  if [ ! -d "$folder/node_modules/$node_package" ]; then
    say "Installing $node_package, which the fit is compared with"
    npm install --silent --no-fund --no-audit --prefix "$folder" "$node_package" < /dev/null > "$folder/install.log" 2>&1 || return 0
  fi
  cmp -s "$(readlink -f "$(command -v node)")" "$folder/bin/node" || cp "$(readlink -f "$(command -v node)")" "$folder/bin/node"
  export DECKLE_NODE_FOLDER=$folder
}
