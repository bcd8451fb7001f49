#!/usr/bin/env bash
# Walks through the product with real calls: demo.sh BIN_DIR
# BIN_DIR has setarad and setara (setara_demo_data beside them or beside what they link to).
# Starts its own server on a free loopback port with data of its own, and ends it. Serves on until
# Ctrl-C when run on a terminal. Any step whose answer is not as expected ends the demo with 1.
set -euo pipefail

[[ $# -eq 1 ]] || { echo "usage: $0 BIN_DIR" >&2; exit 2; }
bin=$(cd "$1" && pwd)
generator=$bin/setara_demo_data
[[ -x $generator ]] || generator=$(dirname "$(readlink -f "$bin/setara")")/setara_demo_data
for program in "$bin/setarad" "$bin/setara" "$generator"; do
  [[ -x $program ]] || { echo "demo: $program is missing; run \`make build\` first" >&2; exit 1; }
done

work=$(mktemp -d)
server_pid=
cleanup() {
  local status=$?
  trap - EXIT INT TERM
  if [[ -n $server_pid ]] && kill -0 "$server_pid" 2>/dev/null; then
    kill -TERM "$server_pid" 2>/dev/null || true
    wait "$server_pid" 2>/dev/null || true
  fi
  rm -rf "$work"
  exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

fail() {
  printf '\ndemo: GAGAL / FAILED: %s\n' "$1" >&2
  [[ -s $work/server.log ]] && tail -n 5 "$work/server.log" >&2
  exit 1
}

# say INDONESIAN ENGLISH
say() { printf '\n%s\n(%s)\n' "$1" "$2"; }

# Settings of the user do not reach the demo.
unset "${!SETARA_@}"
: >"$work/config.toml"
setara() {
  "$bin/setara" --config "$work/config.toml" --server "$address" --timeout 60 \
    --token-file "$work/$who.token" --purpose "$why" "$@"
}

# act ACCOUNT PURPOSE: who calls from here on, and why.
act() {
  who=$1 why=$2
  printf '\n# %s (--token-file %s.token --purpose %s)\n' "$who" "$who" "$why"
}

# Shows the command as typed, runs it, keeps its answer in $answer.
run() {
  printf '$ setara'
  printf ' %s' "${@@Q}" | sed "s/'\([A-Za-z0-9_.,:/@=-]*\)'/\1/g"
  printf '\n'
  answer=$(setara "$@" 2>&1) || fail "setara $* -> $? : $answer"
  printf '%s\n' "$answer"
}

# The same for a command that has to be refused (exit status 19).
refused() {
  printf '$ setara'
  printf ' %s' "${@@Q}" | sed "s/'\([A-Za-z0-9_.,:/@=-]*\)'/\1/g"
  printf '\n'
  local status=0
  answer=$(setara "$@" 2>&1) || status=$?
  printf '%s\n' "$answer"
  [[ $status -eq 19 ]] || fail "setara $* -> $status, expected a refusal"
}

# The same without showing.
ask() { answer=$(setara "$@" 2>&1) || fail "setara $* -> $? : $answer"; }

expect() { grep -qF -- "$1" <<<"$answer" || fail "'$1' is missing in the answer above"; }

# cell COLUMN_NAME: that column of the first row of a CSV answer. Ids hold no commas.
cell() {
  awk -F, -v name="$1" 'NR == 1 { sub(/\r$/, ""); for (i = 1; i <= NF; i++) if ($i == name) at = i }
                        NR == 2 { sub(/\r$/, ""); print $at }' <<<"$answer"
}

# account LOGIN ROLE [OPTION...]: an account with a token, made while the server is down.
account() {
  local login=$1 role=$2
  shift 2
  "$bin/setarad" account create "$login" --name "$login" --role "$role" --data "$work/data" "$@" \
    >>"$work/server.log" 2>&1 || fail "setarad account create $login"
  "$bin/setarad" token create "$login" --data "$work/data" --token-file "$work/$login.token" \
    >>"$work/server.log" 2>&1 || fail "setarad token create $login"
}

make_accounts() {
  "$bin/setarad" init --data "$work/data" --login administrator --token-file \
    "$work/administrator.token" >"$work/server.log" 2>&1 || fail "setarad init"
  account konselor counselor --branch SKA-01
  account pengawas compliance_officer --region 33
  account dpo data_protection_officer
  account manajer case_manager --branch SKA-01
  account penyelia supervisor --branch SKA-01
}

start_server() {
  "$bin/setarad" serve --data "$work/data" --listen 127.0.0.1:0 >"$work/server.log" 2>&1 &
  server_pid=$!
  local tries
  for ((tries = 0; tries < 300; tries++)); do
    address=$(sed -nE 's/.* listens on ([^ ,]+),.*/\1/p' "$work/server.log")
    [[ -n $address ]] && return
    kill -0 "$server_pid" 2>/dev/null || fail "setarad did not start"
    sleep 0.1
  done
  fail "setarad did not say where it listens"
}

load() {
  say "1. Data peraga: orang, lowongan, dan pemberi kerja rekaan." \
      "Demo data: invented people, openings and employers."
  "$generator" "$work" "$today" || fail "no demo data"
  act administrator administration
  run import employers "$work/employers.csv"
  run import headcounts "$work/headcounts.csv"
  run import workers "$work/workers.csv"
  run import openings "$work/openings.csv"
  expect 5.000
  run import seekers "$work/stories.jsonl" --branch SKA-01
  run --show-token import seekers "$work/seekers.jsonl" --branch SKA-01
  expect 9.997
  token=$(sed -nE 's/^setara-consistency-token: //p' <<<"$answer")
  [[ -n $token ]] || fail "the import returned no consistency token"
  # Waits until the index has everything.
  ask --after "$token" openings search --page-size 1
}

register() {
  say "2. Damar datang ke loket. Pertama: apakah ia sudah terdaftar?" \
      "Damar comes to the counter. First: is he registered already?"
  act konselor placement
  run seekers duplicates --file "$work/damar.json"
  expect "Belum terdaftar"
  say "3. Belum, maka ia didaftarkan, dengan persetujuannya." \
      "He is not, so he is registered, with his consent."
  run seekers create --file "$work/damar.json"
  damar=$(sed -nE 's/^Tersimpan: (seekers\/.*)$/\1/p' <<<"$answer")
  [[ -n $damar ]] || fail "no name of the new record"
  ask seekers duplicates --file "$work/damar.json"
  expect "$damar"
  run seekers get "$damar"
  expect "Surakarta"
}

match_person() {
  say "4. Lowongan untuk Damar, yang terbaik lebih dahulu, dengan alasannya." \
      "Openings for Damar, best first, with the reasons."
  run match openings "$damar" --counts --page-size 5
  local before after
  expect "cocok"
  before=$(setara -o json match openings "$damar" --counts --page-size 1 | fits)
  say "5. Bagaimana bila takarir langsung (A02) disediakan di mana-mana?" \
      "What if live captions (A02) were offered everywhere?"
  run match openings "$damar" --counts --page-size 5 --with A02
  after=$(setara -o json match openings "$damar" --counts --page-size 1 --with A02 | fits)
  printf '\nCocok tanpa menunggu siapa pun: %s sebelum, %s sesudah.\n' "$before" "$after"
  printf '(Fits with nothing left to provide: %s before, %s after.)\n' "$before" "$after"
  [[ $after -gt $before ]] || fail "the list did not change with A02"
}

# From a JSON answer: how many are in the tiers FITS and FITS_WITH_OFFERED.
fits() {
  tr -d ' \n' | grep -oE '"tier":"MATCH_TIER_FITS(_WITH_OFFERED)?","count":"[0-9]+"' |
    grep -oE '[0-9]+' | awk '{ sum += $1 } END { print sum + 0 }'
}

# story_opening TITLE: sets $opening.
story_opening() {
  ask -o csv openings search "\"$1\"" --region 33.72 --page-size 1
  opening=$(cell name)
  [[ $opening == openings/* ]] || fail "no opening \"$1\""
}

explain() {
  say "6. Mengapa lowongan loket itu cocok bila takarir disediakan? Untuk dibacakan:" \
      "Why does the counter job fit if captions are provided? To read out:"
  story_opening "Petugas Informasi Loket"
  run match explain "$damar" "$opening"
  expect "cocok bila disediakan"
  expect "A02"
  ask match explain "$damar" "$opening" --with A02
  expect "cocok dengan yang tersedia"
  say "7. Dari sisi lowongan: orang yang cocok." "From the opening's side: people who fit."
  run match seekers "$opening" --page-size 3
  expect "seekers/"
}

# story_tier PERSON_SOURCE_ID TITLE TIER: checks and prints one line.
story_tier() {
  story_opening "$2"
  ask match explain "${story[$1]}" "$opening"
  expect "Tingkat: $3"
  printf '  %-14s %-40s %s\n' "$1" "$2" "$3"
}

tiers() {
  say "8. Tiga orang lain dan keempat tingkat." "Three more people and the four tiers."
  declare -gA story
  local name
  ask -o csv seekers list --page-size 3
  local csv=$answer
  for name in Sekar Bayu Wulan; do
    story[$name]=$(awk -F, -v name="$name" '$2 ~ "^" name " " { print $1; exit }' <<<"$csv")
    [[ -n ${story[$name]} ]] || fail "$name was not imported"
  done
  story_tier Sekar "Petugas Entri Data Arsip" "cocok."
  story_tier Sekar "Petugas Informasi Loket" "cocok bila disediakan"
  story_tier Bayu "Staf Layanan Pelanggan Dokumen Digital" "cocok dengan yang tersedia"
  story_tier Bayu "Staf Layanan Pelanggan Dokumen Kertas" "cocok bila disediakan"
  story_tier Bayu "Pemeriksa Warna Kain" "perlu dibicarakan"
  story_tier Wulan "Petugas Arsip Lantai Dua" "cocok dengan yang tersedia"
  story_tier Wulan "Petugas Arsip Lantai Tiga" "cocok bila disediakan"
  story_tier Wulan "Pemasang Papan Nama" "perlu dibicarakan"
  say "Takarir tidak menggantikan BISINDO bagi Sekar, yang mengutamakan BISINDO:" \
      "Captions do not replace BISINDO for Sekar, who prefers BISINDO:"
  story_opening "Petugas Informasi Loket"
  ask match explain "${story[Sekar]}" "$opening" --with A02
  expect "cocok bila disediakan"
  printf '  Sekar, A02: cocok bila disediakan\n'
  ask match explain "${story[Sekar]}" "$opening" --with A41
  expect "cocok dengan yang tersedia"
  printf '  Sekar, A41: cocok dengan yang tersedia\n'
}

quota() {
  say "9. Pengawas: pemberi kerja di Surakarta (33.72) yang kurang pada hari ini." \
      "Compliance officer: employers in Surakarta that are short today."
  act pengawas quota
  run quota list --as-of "$today" --region 33.72 --status short --page-size 8
  expect "kurang"
  ask -o csv employers list --region 33.72 --page-size 2
  employer=$(awk -F, '/PT Umpama Layanan Prima/ { print $1; exit }' <<<"$answer")
  [[ -n $employer ]] || fail "the story's employer was not imported"
  say "10. Satu pemberi kerja, dengan aturan yang menjadi dasarnya." \
      "One employer, with the rule it rests on."
  run quota status "$employer" --as-of "$today"
  expect "N16P"
  expect "kurang 3 orang"
  local known_then
  known_then=$(date -u +%Y-%m-%dT%H:%M:%S.%3NZ)
  say "11. Koreksi tiba: pekerjanya 380, bukan 412. Status menurut yang kini diketahui:" \
      "A correction arrives: 380 workers, not 412. The status as known now:"
  run employers headcount "$employer" --from "$report_day" --workers 380 --with-disabilities 2 \
    --source "koreksi (fiktif)"
  run quota status "$employer" --as-of "$today"
  expect "kurang 2 orang"
  say "12. Dan menurut yang diketahui sebelum koreksi: tidak ada yang ditimpa." \
      "And as known before the correction: nothing was overwritten."
  run quota status "$employer" --as-of "$today" --known-at "$known_then"
  expect "kurang 3 orang"
  say "13. Tanpa catatan apa pun: yang wajib bagi 350 pekerja pada 2024-06-30." \
      "Without any record: what 350 workers require on 2024-06-30."
  run quota required --kind private --headcount 350 --as-of 2024-06-30
  expect "4 orang"
}

# What an officer asks next, and the counselor who closes the gap.
shortfall() {
  say "14. Sejak kapan kurang, dan karena apa?" "Short since when, and why?"
  run quota history "$employer"
  expect "koreksi laporan"
  say "15. Bagaimana bila dua orang diterima bulan depan?" "What if two people are hired next month?"
  run quota what-if "$employer" --hire "2@$(date -d "${today%-*}-01 +1 month" +%F)"
  expect "menerima 2 orang"
  say "16. Siapa dapat mengisi lowongannya? Pengawas melihat jumlah, konselor melihat orangnya." \
      "Who could fill its openings? The officer sees counts, the counselor sees the people."
  run quota fill "$employer"
  expect "sedikitnya"
  act konselor placement
  run quota fill "$employer" --page-size 2
  expect "seekers/"
}

hire() {
  say "17. Dirujuk hanya dengan persetujuan; diterima, lalu kuota ikut berubah." \
      "Referred with consent alone; hired, and the quota follows."
  ask -o csv quota fill "$employer" --page-size 1
  local person opening placement
  person=$(cell name) opening=$(cell opening)
  run referrals shortlist "$person" "$opening"
  placement=$(grep -oE 'placements/[0-9A-Z]+' <<<"$answer" | head -n 1)
  setara referrals refer "$placement" >>"$work/server.log" 2>&1 && fail "referred without consent"
  run consents grant "$person" --for share-with-employer --employer "$employer" \
    --channel signed-paper
  run referrals refer "$placement"
  ask referrals advance "$placement" --to interview
  ask referrals advance "$placement" --to offer
  run referrals hire "$placement" --relation permanent --starts "$today" \
    --evidence disability-card --evidence-from "$report_day" --agreed signed-paper \
    --bpjs wage-earner --bpjs-since "$today"
  expect "dihitung"
  act pengawas quota
  run quota status "$employer" --as-of "$today"
  expect "kurang 1 orang"
}

notices() {
  say "18. Surat kepada yang kurang: pratinjau, tidak ada yang disimpan." \
      "Letters to those who are short: a preview, nothing is stored."
  run --dry-run notices run --region 33.72
  expect "KONSEP"
  say "19. Kalimat lowongan yang menutup pintu bagi orang." "Wording that shuts people out."
  run openings screen --text "Wanita, maks. 25 tahun; usaha kami berdiri 20 tahun"
  expect "[maks. 25 tahun]"
}

audit() {
  say "29. Siapa melihat data Damar? Pejabat pelindungan data membaca jejaknya." \
      "Who saw Damar's data? The data-protection officer reads the trail."
  act dpo data-protection
  run audit show --person "$damar" --page-size 5
  expect "MatchService.MatchOpenings"
  say "30. Jejak itu berantai: yang diubah, dihapus atau disisipkan akan terlihat." \
      "The trail is a chain: what is changed, removed or inserted shows."
  "$bin/setarad" audit verify --data "$work/data" || fail "the audit log is broken"
}

# shellcheck source=return_to_work.sh
. "$(dirname "$0")/return_to_work.sh"

today=$(TZ=Asia/Jakarta date +%F)
report_day=$(date -d "${today%-*}-01 -5 months" +%F)
make_accounts
start_server
say "Setara, server di $address, data di $work/data" "Setara, server and data"
load
register
match_person
explain
tiers
quota
shortfall
hire
notices
return_to_work
audit
say "Selesai: semua langkah seperti yang diharapkan." "Done: every step was as expected."

if [[ -t 0 && -t 1 ]]; then
  printf '\nServer tetap berjalan: setara --server %s ...  Ctrl-C mengakhirinya.\n' "$address"
  printf '(The server keeps running; Ctrl-C ends it.)\n'
  wait "$server_pid"
fi
