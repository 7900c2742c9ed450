#!/bin/sh
# 把 output/ 送到 nginx 那里：放进一个新文件夹，文件数对得上，才把 current 换过去。中途断了，再运行一次就是。
#
#   sh nginx/send.sh
#
# 在服务器上生成的，SERVER 留空；在别处生成的，写 用户@服务器，要能用 ssh 密钥登录。
# 网站在子目录里的（newspaper.toml 里 address = "https://news.example.org/wanbao/"），在服务器上也放在那个子目录里。
set -eu
SERVER="${SERVER:-}"
FOLDER="${FOLDER:-/var/www/paper}"
KEEP="${KEEP:-5}"  # 留几份旧的

cd "$(dirname "$0")/.."
base=$(sed -n 's#^ *address *= *["'"'"']https\{0,1\}://[^/"'"'"']*\([^"'"'"']*\)["'"'"'].*#\1#p' newspaper.toml | head -n 1)
base=${base%/}
[ -f output/index.html ] || { echo "✗ output/ 里没有网站，先运行 banmian build --release --remove-unknown" >&2; exit 1; }
count=$(($(find output -type f | wc -l)))
name=$(date +%Y%m%d-%H%M%S)-$$

receive='
set -eu
new="$1/releases/$2"
site="$new/site$5"
mkdir -p "$site"
tar -C "$site" -xf -
if [ "$(($(find "$site" -type f | wc -l)))" != "$3" ]; then
  echo "✗ 没有送全，网站没有换；再运行一次" >&2
  rm -rf "$new"
  exit 1
fi
if [ -f "$site/_nginx.conf" ]; then mv "$site/_nginx.conf" "$new/_nginx.conf"; fi
before=$(cat "$1/reloaded.conf" 2>/dev/null || true)  # nginx 现在用的；换了链接、没来得及重读就断了，下一次补上
after=$(cat "$new/_nginx.conf" 2>/dev/null || true)
ln -sfn "releases/$2" "$1/next"
mv -T "$1/next" "$1/current"
ls -1 "$1/releases" | sort | head -n "-$4" | while read -r old; do rm -rf "$1/releases/$old"; done
echo "送到了 $new"
if [ "$before" != "$after" ]; then
  echo "网页的规矩变了，叫 nginx 重读"
  { sudo -n nginx -t && sudo -n systemctl reload nginx; } || {
    echo "✗ nginx 没有重读；用管理员运行：nginx -t && systemctl reload nginx" >&2
    exit 1
  }
  cp "$new/_nginx.conf" "$1/reloaded.new"
  mv "$1/reloaded.new" "$1/reloaded.conf"
fi
'
if [ -n "$SERVER" ]; then
  # 命令从参数来，网站从标准输入来；服务器的 shell 会把命令再读一遍，所以里面的单引号要写成 '\''。
  quoted=$(printf '%s' "$receive" | sed "s/'/'\\\\''/g")
  tar -C output -cf - . | ssh "$SERVER" "sh -c '$quoted' receive '$FOLDER' '$name' '$count' '$KEEP' '$base'"
else
  tar -C output -cf - . | sh -c "$receive" receive "$FOLDER" "$name" "$count" "$KEEP" "$base"
fi
