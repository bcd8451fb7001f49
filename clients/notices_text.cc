#include "clients/notices_text.h"

#include "clients/labels.h"
#include "clients/text_width.h"
#include "clients/words.h"

namespace setara {
namespace {

template <typename Enum>
Cell EnumCell(const App& app, Enum value) {
  const auto* type = google::protobuf::GetEnumDescriptor<Enum>();
  return {EnumLabel(app.settings.language, type, value),
          value == 0 ? "" : type->FindValueByNumber(value)->name()};
}

Cell Count(const App& app, bool known, int64_t count) {
  if (!known) return "";
  return {Number(app.settings.language, count), std::to_string(count)};
}

std::string Instant(bool given, const google::protobuf::Timestamp& time) {
  return given ? InstantText(time) : "";
}

Table NoticeTable(const App& app) {
  return Table({{"name", "ID", false, true},
                {"employer", app.Say("Pemberi kerja", "Employer"), false, true},
                {"employer_display_name", app.Say("Nama", "Name")},
                {"seat_region_code", app.Say("Kedudukan", "Seat")},
                {"finding", app.Say("Temuan", "Finding")},
                {"headcount", app.Say("Pekerja", "Workers"), true},
                {"required_workers", app.Say("Wajib", "Required"), true},
                {"counted_workers", app.Say("Terhitung", "Counted"), true},
                {"shortfall", app.Say("Kurang", "Short by"), true},
                {"state", app.Say("Status", "Status"), false, true},
                {"due_on", app.Say("Batas jawaban", "Answer due"), false, true}});
}

void AddNotice(App& app, Labels& labels, const v1::Notice& notice, Table* table) {
  const v1::NoticeFinding& finding = notice.finding();
  table->Add({notice.name(), notice.employer(), finding.employer_display_name(),
              Cell(app.for_people() ? labels.Region(finding.seat_region_code()) : "",
                   finding.seat_region_code()),
              EnumCell(app, finding.kind()),
              Count(app, finding.has_headcount(), finding.headcount()),
              Count(app, finding.has_required_workers(), finding.required_workers()),
              Count(app, finding.has_counted_workers(), finding.counted_workers()),
              Count(app, finding.shortfall() > 0, finding.shortfall()),
              EnumCell(app, notice.state()), DayText(notice.due_on())});
}

std::string CountsText(const App& app, const v1::NoticeCounts& counts, bool done) {
  const auto number = [&app](int64_t count) { return Number(app.settings.language, count); };
  const bool preview = app.settings.dry_run;
  return Listing(
      {{app.Say("Diperiksa", "Examined"), number(counts.examined())},
       {app.Say("Sesuai pilihan", "Within selection"), number(counts.admitted())},
       {preview ? app.Say("Akan disusun", "Would be drafted") : app.Say("Disusun", "Drafted"),
        number(counts.drafted()) + app.Say(": kurang ", ": short ") + number(counts.short_()) +
            app.Say(", laporan lama ", ", old report ") + number(counts.stale()) +
            app.Say(", tanpa laporan ", ", no report ") + number(counts.silent())},
       {app.Say("Sudah bersurat", "Have their notice"), number(counts.already())},
       {app.Say("Selesai", "Done"),
        done || preview ? app.Say("ya", "yes") : app.Say("belum", "no")}},
      TerminalWidth());
}

// What a step says beside who and when.
std::string EventDetail(const App& app, const v1::NoticeEvent& event) {
  std::string text;
  const auto add = [&text](const std::string& part) {
    if (!part.empty()) text += (text.empty() ? "" : "; ") + part;
  };
  const TextLanguage language = app.settings.language;
  add(Label(language, event.outcome()));
  add(Label(language, event.signature()));
  if (event.has_signed_on())
    add(app.Say("ditandatangani ", "signed ") + DayText(event.signed_on()));
  add(Label(language, event.channel()));
  if (!event.reference().empty()) add(app.Say("nomor ", "number ") + event.reference());
  add(event.office());
  if (event.has_due_on()) add(app.Say("jawaban sampai ", "answer by ") + DayText(event.due_on()));
  add(event.reason());
  return text;
}

void PrintEvents(App& app, const v1::Notice& notice) {
  Table table({{"time", app.Say("Dicatat", "Entered"), false, true},
               {"happened_on", app.Say("Tanggal", "Day"), false, true},
               {"act", app.Say("Langkah", "Step")},
               {"state", app.Say("Status", "Status")},
               {"actor", app.Say("Oleh", "By"), false, true},
               {"detail", app.Say("Keterangan", "Detail")}});
  for (const v1::NoticeEvent& event : notice.events()) {
    table.Add({InstantText(event.time()), DayText(event.happened_on()), EnumCell(app, event.act()),
               EnumCell(app, event.state()), event.actor(), EventDetail(app, event)});
  }
  app.Print("\n" + table.Text(TerminalWidth()));
}

void PrintDocuments(App& app, const v1::Notice& notice) {
  if (notice.documents().empty()) return;
  Table table({{"name", app.Say("Dokumen", "Document"), false, true},
               {"kind", app.Say("Jenis", "Kind")},
               {"file_name", app.Say("Berkas", "File")},
               {"media_type", app.Say("Bentuk", "Type")},
               {"size_bytes", app.Say("Bita", "Bytes"), true},
               {"sha256", "SHA-256"},
               {"create_time", app.Say("Masuk", "Entered"), false, true}});
  for (const v1::NoticeDocument& document : notice.documents()) {
    table.Add({document.name(), EnumCell(app, document.kind()), document.file_name(),
               document.media_type(), Count(app, true, document.size_bytes()), document.sha256(),
               InstantText(document.create_time())});
  }
  app.Print("\n" + table.Text(TerminalWidth()));
}

std::string ReportText(const App& app, const v1::NoticeFinding& finding) {
  if (!finding.has_report_valid_from()) return app.Say("tidak ada", "none");
  std::string text = finding.report_source();
  text +=
      (text.empty() ? "" : ", ") + app.Say("per ", "as of ") + DayText(finding.report_valid_from());
  if (finding.has_report_received_time()) {
    text += app.Say(", diterima ", ", received ") + InstantText(finding.report_received_time());
  }
  return text;
}

}  // namespace

void PrintNotices(App& app, const v1::ListNoticesResponse& response) {
  Labels labels(app);
  Table table = NoticeTable(app);
  for (const v1::Notice& notice : response.notices()) AddNotice(app, labels, notice, &table);
  app.PrintAnswer(response, table);
  app.PrintMore(response.next_page_token());
}

void PrintNotice(App& app, const v1::Notice& notice) {
  Labels labels(app);
  if (!app.for_people()) {
    Table table = NoticeTable(app);
    AddNotice(app, labels, notice, &table);
    return app.PrintAnswer(notice, table);
  }
  const TextLanguage language = app.settings.language;
  const v1::NoticeFinding& finding = notice.finding();
  std::string signer = notice.signer().display_name();
  if (!signer.empty())
    signer += ", " + notice.signer().position() + ", " + notice.signer().office();
  std::vector<std::pair<std::string, std::string>> lines = {
      {app.Say("Surat", "Notice"), notice.name()},
      {app.Say("Kepada", "To"), finding.employer_display_name() + " (" + notice.employer() + ")"},
      {app.Say("Kedudukan", "Seat"), labels.Region(finding.seat_region_code())},
      {app.Say("Status", "Status"), Label(language, notice.state())},
      {app.Say("Hasil", "Outcome"), Label(language, notice.outcome())},
      {app.Say("Jawaban sampai", "Answer due"), DayText(notice.due_on())},
      {app.Say("Temuan", "Finding"), Label(language, finding.kind())},
      {app.Say("Pada", "On"), DayText(finding.as_of())},
      {app.Say("Laporan", "Report"), ReportText(app, finding)},
      {app.Say("Hitungan", "Sum"), finding.calculation()},
      {app.Say("Dasar", "Basis"), finding.legal_basis()},
      {app.Say("Terhitung", "Counted"),
       Count(app, finding.has_counted_workers(), finding.counted_workers()).shown},
      {app.Say("Kurang", "Short by"),
       Count(app, finding.shortfall() > 0, finding.shortfall()).shown},
      {app.Say("Nomor surat", "Letter number"), notice.letter_number()},
      {app.Say("Tanggal surat", "Letter date"), DayText(notice.letter_date())},
      {app.Say("Penanda tangan", "Signer"), signer},
      {app.Say("SHA-256 surat", "SHA-256 of letter"), notice.letter_sha256()},
      {app.Say("Penyusun", "Drafter"), notice.drafter()},
      {app.Say("Penyusunan", "Run"), notice.run()}};
  app.Print(Listing(lines, TerminalWidth()));
  PrintEvents(app, notice);
  PrintDocuments(app, notice);
}

void PrintRuns(App& app, const v1::ListNoticeRunsResponse& response) {
  Table table({{"name", "ID", false, true},
               {"as_of", app.Say("Pada", "On"), false, true},
               {"region_code", app.Say("Daerah", "Region")},
               {"drafter", app.Say("Penyusun", "Drafter"), false, true},
               {"examined", app.Say("Diperiksa", "Examined"), true},
               {"drafted", app.Say("Disusun", "Drafted"), true},
               {"already", app.Say("Sudah bersurat", "Have theirs"), true},
               {"done", app.Say("Selesai", "Done")},
               {"create_time", app.Say("Mulai", "Started"), false, true},
               {"update_time", app.Say("Terakhir", "Last"), false, true}});
  for (const v1::NoticeRun& run : response.runs()) {
    table.Add({run.name(), DayText(run.as_of()), run.selection().region_code(), run.drafter(),
               Count(app, true, run.counts().examined()), Count(app, true, run.counts().drafted()),
               Count(app, true, run.counts().already()),
               Cell(run.done() ? app.Say("ya", "yes") : app.Say("belum", "no"),
                    run.done() ? "true" : "false"),
               Instant(run.has_create_time(), run.create_time()),
               Instant(run.has_update_time(), run.update_time())});
  }
  app.PrintAnswer(response, table);
  app.PrintMore(response.next_page_token());
}

void PrintRun(App& app, const v1::NoticeRun& run) {
  if (!app.for_people()) {
    Table table({{"name", ""}, {"examined", ""}, {"drafted", ""}, {"already", ""}});
    table.Add({run.name(), std::to_string(run.counts().examined()),
               std::to_string(run.counts().drafted()), std::to_string(run.counts().already())});
    return app.PrintAnswer(run, table);
  }
  if (app.settings.dry_run) {
    app.Print(app.Say("Pratinjau; tidak ada yang disimpan (--dry-run).\n\n",
                      "Preview; nothing was stored (--dry-run).\n\n"));
  } else {
    app.Print(app.Say("Penyusunan: ", "Run: ") + run.name() + "\n\n");
  }
  app.Print(CountsText(app, run.counts(), run.done()));
  if (!run.sample_letter().empty()) {
    app.Print("\n" + app.Say("Contoh surat:", "Sample letter:") + "\n\n" + run.sample_letter());
  }
}

void PrintStep(App& app, const v1::Notice& notice) {
  if (!app.for_people()) return app.PrintJson(notice);
  std::string text = notice.name() + ": " + Label(app.settings.language, notice.state());
  if (notice.has_due_on()) {
    text += app.Say(", jawaban sampai ", ", answer by ") + DayText(notice.due_on());
  }
  if (app.settings.dry_run) {
    text += app.Say(" (tidak disimpan: --dry-run)", " (not stored: --dry-run)");
  }
  app.Print(text + "\n");
}

}  // namespace setara
