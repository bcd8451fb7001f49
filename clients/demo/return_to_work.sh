# Journey 3, part of demo.sh: two workers return to work after an accident. One goes back to the
# adapted job of before (L2); the other's employer refuses, and the same profile finds work elsewhere
# (L4). Both happened in the past, so that nothing waits.

# day N: N days ago in Jakarta.
day() { TZ=Asia/Jakarta date -d "$today -$1 days" +%F; }

# A person who is registered with the least that a case needs; sets $worker.
register_worker() {
  printf '{"identity":{"fullName":"%s","birthDate":{"year":%s,"month":5,"day":17}},"regionCode":"33.72","reachKm":30,"education":"EDUCATION_LEVEL_UPPER_SECONDARY","bpjsSegment":"BPJS_SEGMENT_WAGE_EARNER","wishes":[{"occupationCode":"%s"}]}\n' \
    "$1" "$2" "$3" >"$work/worker.json"
  ask seekers create --file "$work/worker.json"
  worker=$(sed -nE 's/^Tersimpan: (seekers\/.*)$/\1/p' <<<"$answer")
  [[ -n $worker ]] || fail "$1 was not registered"
}

# Files a signed paper; sets $paper. Its bytes are of the kind, so that no two are the same.
file_paper() {
  printf '%%PDF-1.4\n%% %s %s\n%%%%EOF\n' "$case" "$1" >"$work/$1.pdf"
  ask cases document add "$case" --file "$work/$1.pdf" --kind "$1" --issued-on "$2"
  paper=$(grep -oE 'caseDocuments/[0-9A-Z]+' <<<"$answer" | head -n 1)
}

# From the report to the consents being asked for; sets $case. Arguments: days ago, old employer.
open_case() {
  local ago=$1
  run cases open --worker "$worker" --employer "$2" --injury accident --segment wage-earner \
    --jkk-member --happened "$(day "$ago") 08:30 WIB" \
    --first-report "$(day $((ago - 1))) 10:00 WIB" --incapacity-from "$(day "$ago")" \
    --region 33.72 --occupation 9333 --wage 2500000
  case=$(grep -oE 'cases/[0-9A-Z]+' <<<"$answer" | head -n 1)
  [[ -n $case ]] || fail "no case was opened"
  ask -o json whoami
  run cases assign "$case" --to "$(grep -oE 'accounts/[0-9A-Z]+' <<<"$answer")" \
    --at "$(day $((ago - 1)))"
  run cases contact "$case" worker --reached --channel telepon --at "$(day $((ago - 2)))"
  run cases advance "$case" start-screening --at "$(day $((ago - 2)))"
  run cases recommend "$case" --doctor "dr. Contoh" --suitable --disability predicted \
    --on "$(day $((ago - 10)))"
  run cases advance "$case" recommend --at "$(day $((ago - 10)))"
  run cases consent "$case" worker requested --on "$(day $((ago - 12)))"
  run cases consent "$case" employer requested --on "$(day $((ago - 12)))"
  run cases advance "$case" request-consents --at "$(day $((ago - 12)))"
  file_paper worker-consent "$(day $((ago - 15)))"
  run cases consent "$case" worker given --document "$paper" --on "$(day $((ago - 15)))"
}

# What the old job takes, and what the worker can do so many days ago.
assess() {
  run cases assess "$case" F13=2 F15=1 F16=2 F17=3 F20=2 --accommodation A21=accepts \
    --accommodation A20=uses --on "$(day "$1")"
}
analyse_job() {
  run cases analyse-job "$case" --rung L1 --employer "$2" --title "Petugas gudang" \
    --occupation 9333 --demand "F15=3:menaikkan karung ke palet" \
    --demand "F13=2:mengambil barang di rak bawah" --demand "F20=3:satu giliran penuh" \
    --offers A26 --on "$(day "$1")"
}

return_to_old_job() {
  say "20. Kembali bekerja. Kecelakaan dilaporkan; manajer kasus membuka kasusnya." \
      "Return to work. An accident is reported; the case manager opens the case."
  act manajer return-to-work
  register_worker "Budi Rekaan" 1988 9333
  open_case 260 "$employer"
  file_paper employer-consent "$(day 244)"
  run cases consent "$case" employer given --document "$paper" --on "$(day 244)"
  say "21. Asesmen, analisis jabatan, dan kesenjangan di antaranya." \
      "Assessment, job analysis, and the gaps between them."
  assess 235
  analyse_job 235 "$employer"
  run cases gaps "$case"
  expect "DISARANKAN L2"
  run cases decide-gaps "$case" --bridgeable --suggested L2 --on "$(day 234)" \
    --reason "alat angkat menutup kesenjangan mengangkat"
  run cases advance "$case" complete-assessment --at "$(day 234)"
  say "22. Rencana yang disetujui pekerja dan BPJS, lalu rehabilitasi." \
      "A plan that the worker and BPJS approve, then rehabilitation."
  run cases plan "$case" --goal "mengangkat dengan alat, satu giliran penuh" --target L2 \
    --item "physical-therapy:$(day 228):$(day 165):RSUD Rekaan" --at "$(day 230)"
  run cases approve-plan "$case" worker --on "$(day 229)"
  run cases approve-plan "$case" bpjs --on "$(day 229)"
  run cases advance "$case" start-rehab --at "$(day 228)"
  run cases review "$case" --note "daya tahan membaik" --on "$(day 199)"
  run cases review "$case" --on "$(day 170)"
  try_work
  monitor_and_close
}

try_work() {
  say "23. Coba kerja belum bisa: yang masih kurang disebut satu per satu, dengan dasarnya." \
      "The work trial is refused: what is missing is named, each with its basis."
  run cases rung "$case" L2 --left "L1=mengangkat karung tanpa alat tidak lagi mungkin" \
    --reason "pekerjaan yang sama dengan alat angkat" --at "$(day 162)"
  run cases trial "$case" --rung L2 --employer "$employer" \
    --step "$(day 158):20:2500000:menata rak bawah" --step "$(day 130):40:2500000:semua tugas" \
    --equal-work-wage 2500000 --needs A21,A20 --on "$(day 161)"
  refused cases advance "$case" start-trial --at "$(day 158)"
  expect "akomodasi yang layak belum tersedia"
  expect "surat laik kerja"
  run cases provide "$case" A20,A21 --on "$(day 160)"
  run cases fit-note "$case" --doctor "dr. Contoh" --fit --restrictions "di bawah 5 kg tanpa alat" \
    --on "$(day 160)"
  run cases advance "$case" start-trial --at "$(day 158)"
}

monitor_and_close() {
  say "24. Bekerja dengan ketentuan yang disepakati, tiga kunjungan, lalu ditutup di L2." \
      "Work on agreed terms, three visits, then closed at L2."
  run cases work "$case" --from "$(day 100)" --rung L2 --employer "$employer" --wage 2500000 \
    --equal-work-wage 2500000 --at "$(day 100)"
  run cases advance "$case" start-monitoring --at "$(day 100)"
  local visit
  for visit in 71 41 11; do
    run cases visit "$case" --on-terms --on "$(day "$visit")"
  done
  run cases due --case "$case"
  file_paper closing-report "$(day 5)"
  run cases advance "$case" close-returned --outcome rtw-l2 --at "$(day 5)"
  expect "L2 kembali ke pekerjaan yang sama, disesuaikan"
  run cases show "$case"
  expect "perjanjian coba kerja"
}

search_elsewhere() {
  say "25. Kasus kedua: pemberi kerja lama menolak. Tangga L1 sampai L3 tertutup." \
      "A second case: the old employer refuses. Rungs L1 to L3 are closed."
  act manajer return-to-work
  register_worker "Ratna Umpama" 1991 4321
  open_case 120 "$employer"
  run cases consent "$case" employer refused --on "$(day 100)"
  assess 98
  run cases advance "$case" employer-refuses --at "$(day 97)"
  run cases rung "$case" L4 --reason "pemberi kerja lama menolak" --at "$(day 96)"
  say "26. Dengan persetujuannya profil yang sama menjadi pencarian kerja." \
      "With her consent the same profile becomes a search."
  refused cases search "$case"
  run consents grant "$worker" --for matching --channel signed-paper
  run cases search "$case"
  expect "match openings $worker"
  hire_elsewhere
}

hire_elsewhere() {
  local token opening new_employer placement
  token=$(sed -nE 's/.*--after ([^ ]+) .*/\1/p' <<<"$answer")
  run ${token:+--after "$token"} match openings "$worker" --page-size 3
  act konselor placement
  ask ${token:+--after "$token"} -o csv match openings "$worker" --page-size 20
  opening=$(cell name)
  ask -o json openings get "$opening"
  new_employer=$(grep -oE 'employers/[0-9A-Z]+' <<<"$answer" | head -n 1)
  [[ -n $new_employer && $new_employer != "$employer" ]] || fail "no other employer was found"
  run consents grant "$worker" --for share-with-employer --employer "$new_employer" \
    --channel signed-paper
  run referrals shortlist "$worker" "$opening"
  placement=$(grep -oE 'placements/[0-9A-Z]+' <<<"$answer" | head -n 1)
  ask referrals refer "$placement"
  ask referrals advance "$placement" --to interview
  ask referrals advance "$placement" --to offer
  run referrals hire "$placement" --relation permanent --starts "$today" \
    --evidence medical-certificate --evidence-from "$(day 90)" --agreed signed-paper \
    --bpjs wage-earner --bpjs-since "$today"
  expect "dihitung"
  say "27. Diterima di tempat lain: kasus masuk pemantauan di L4, belum ditutup." \
      "Hired elsewhere: the case enters monitoring at L4, it does not close."
  act manajer return-to-work
  run -o csv cases list --state monitoring
  expect "$case,CASE_STATE_MONITORING"
  expect ",L4,"
  run cases due --case "$case" --urgency later,coming-up,due,overdue,sounding
  expect "Kunjungan pertama"
}

supervise() {
  say "28. Penyelia: di mana kasus tersendat, dan bagaimana berakhirnya." \
      "The supervisor: where cases stall, and how they end."
  act penyelia supervision
  run cases report caseload
  run cases report outcomes
  run cases chart --from "$(day 260)" --until "$today" --step month --out "$work/caseload.svg"
  grep -q "<desc" "$work/caseload.svg" || fail "the chart has no description"
}

return_to_work() {
  return_to_old_job
  search_elsewhere
  supervise
}
