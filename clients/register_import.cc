#include "clients/register_import.h"

#include <algorithm>
#include <map>
#include <vector>

#include "clients/batch_sender.h"
#include "clients/error_words.h"
#include "clients/flags.h"
#include "clients/import_totals.h"
#include "clients/progress.h"
#include "clients/register_findings.h"
#include "clients/register_sheets.h"
#include "clients/text_width.h"
#include "clients/xlsx_writer.h"
#include "setara/v1/register.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::RegisterService::Stub;

struct Flags {
  std::string path;
  std::string sites;
  std::string workers;
  std::string rejects;
  std::string proposal;  // of a take-over
  int year = 0;
};

int FailLocal(App& app, const absl::Status& status) {
  return app.Fail(kExitLocal,
                  app.Say("Daftar tidak dapat dibaca: ", "The register cannot be read: ") +
                      std::string(status.message()));
}

v1::RegisterRows* RowsOf(v1::ImportRegisterRequest& request, size_t sheet) {
  if (sheet == 0) return request.mutable_employers();
  return sheet == 1 ? request.mutable_sites() : request.mutable_workers();
}

// Sends the sheets and keeps what became of them.
class Sender {
 public:
  Sender(App& app, const Flags& flags, RejectFile* rejects) : app_(app), rejects_(rejects) {
    base_.set_takeover_year(flags.year);
    base_.set_validate_only(app.settings.dry_run);
  }

  // A status only for what went wrong with a file itself; a refused call is said, and sets the exit
  // code.
  absl::Status Send(RegisterFiles& files) {
    absl::StatusOr<bool> sent = SendTogether(files);
    if (!sent.ok() || *sent) return sent.status();
    for (size_t sheet = 0; sheet < kRegisterSheets && app_.exit_code() == kExitOk; ++sheet) {
      absl::Status status = SendSheet(sheet, files[sheet].get());
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  const v1::ImportRegisterResponse& total() const { return total_; }
  int calls() const { return calls_; }

 private:
  // In one call when every sheet is small: then a dry run, too, knows the new employers of its
  // sites and workers. False: too large for that; what was read of the files is kept.
  absl::StatusOr<bool> SendTogether(RegisterFiles& files) {
    bool together = true;
    for (size_t sheet = 0; sheet < kRegisterSheets; ++sheet) {
      if (files[sheet] == nullptr) continue;
      absl::StatusOr<bool> more = Next(*files[sheet], &first_[sheet]);
      if (!more.ok()) return more.status();
      if (!*more) continue;
      absl::StatusOr<bool> second = Next(*files[sheet], &second_[sheet]);
      if (!second.ok()) return second.status();
      together &= !*second;
    }
    if (!together) return false;
    v1::ImportRegisterRequest request = base_;
    for (size_t sheet = 0; sheet < kRegisterSheets; ++sheet) {
      if (files[sheet] == nullptr || first_[sheet].first_line == 0) continue;
      Fill(sheet, *files[sheet], first_[sheet], request);
    }
    Call(request);
    return true;
  }

  static absl::StatusOr<bool> Next(RegisterSheetFile& file, RecordBatch* batch) {
    absl::StatusOr<bool> more = file.cutter->Next(batch);
    if (more.ok() && !*more) *batch = RecordBatch();
    return more;
  }

  absl::Status SendSheet(size_t sheet, RegisterSheetFile* file) {
    if (file == nullptr) return absl::OkStatus();
    std::vector<RecordBatch> read = {std::move(first_[sheet]), std::move(second_[sheet])};
    for (RecordBatch& batch : read) SendBatch(sheet, *file, batch);
    RecordBatch batch;
    while (app_.exit_code() == kExitOk) {
      absl::StatusOr<bool> more = file->cutter->Next(&batch);
      if (!more.ok()) return more.status();
      if (!*more) break;
      SendBatch(sheet, *file, batch);
    }
    return absl::OkStatus();
  }

  void SendBatch(size_t sheet, const RegisterSheetFile& file, const RecordBatch& batch) {
    if (batch.first_line == 0 || app_.exit_code() != kExitOk) return;
    v1::ImportRegisterRequest request = base_;
    Fill(sheet, file, batch, request);
    Call(request);
  }

  void Fill(size_t sheet, const RegisterSheetFile& file, const RecordBatch& batch,
            v1::ImportRegisterRequest& request) {
    for (const CutReject& cut : batch.rejects) {
      v1::RegisterReject reject;
      reject.set_sheet(static_cast<v1::RegisterSheet>(sheet + 1));
      reject.set_line(cut.line);
      reject.set_reason(cut.reason);
      Keep(reject);
    }
    if (batch.data.empty()) return;
    v1::RegisterRows* rows = RowsOf(request, sheet);
    rows->set_csv_header(file.cutter->header());
    rows->set_data(batch.data);
    rows->set_first_line(batch.first_line);
  }

  void Call(const v1::ImportRegisterRequest& request) {
    v1::ImportRegisterResponse response;
    std::string token;
    const grpc::Status status = RepeatWhileBusy([&] {
      return app_.Try(&Stub::ImportRegister, request, &response, ImportTimeout(app_), &token);
    });
    if (!status.ok()) progress_.Clear();
    if (!app_.Check(status)) return;
    ++calls_;
    if (!token.empty()) app_.set_last_token(token);
    total_.set_inserted(total_.inserted() + response.inserted());
    total_.set_updated(total_.updated() + response.updated());
    total_.set_unchanged(total_.unchanged() + response.unchanged());
    total_.set_rows(total_.rows() + response.rows());
    for (const v1::RegisterReject& reject : response.rejects()) Keep(reject);
    for (v1::TakeoverRow& row : *response.mutable_takeover()) {
      *total_.add_takeover() = std::move(row);
    }
    progress_.Show(0, 0, total_.rows());
  }

  void Keep(const v1::RegisterReject& reject) {
    const std::string& sheet = kRegisterSheetNames[static_cast<size_t>(reject.sheet() - 1)];
    rejects_->Add(reject.line(), sheet + (reject.field().empty() ? "" : "." + reject.field()),
                  reject.reason());
    *total_.add_rejects() = reject;
  }

  App& app_;
  RejectFile* rejects_;
  Progress progress_{app_.settings.language};
  v1::ImportRegisterRequest base_;
  v1::ImportRegisterResponse total_;
  std::array<RecordBatch, kRegisterSheets> first_;
  std::array<RecordBatch, kRegisterSheets> second_;
  int calls_ = 0;
};

void PrintRejects(App& app, const v1::ImportRegisterResponse& total, const RejectFile& rejects) {
  if (total.rejects().empty()) return;
  std::map<std::pair<std::string, std::string>, int64_t> reasons;
  for (const v1::RegisterReject& reject : total.rejects()) {
    const std::string& sheet = kRegisterSheetNames[static_cast<size_t>(reject.sheet() - 1)];
    ++reasons[{sheet + (reject.field().empty() ? "" : "." + reject.field()), reject.reason()}];
  }
  for (const auto& [key, count] : reasons) {
    app.Print("  " + Number(app.settings.language, count) + "  " + key.first + ": " +
              ErrorWords(app.settings.language, key.second) + "\n");
  }
  app.Print(app.Say("Yang ditolak: ", "Rejects: ") + rejects.path() + "\n");
}

void PrintTotal(App& app, const v1::ImportRegisterResponse& total, const RejectFile& rejects,
                double seconds) {
  if (!app.for_people()) return app.PrintJson(total);
  const TextLanguage language = app.settings.language;
  const auto number = [&](int64_t count) { return Number(language, count); };
  std::vector<std::pair<std::string, std::string>> lines = {
      {app.Say("Baris", "Rows"), number(total.rows())},
      {app.Say("Fakta baru", "New facts"), number(total.inserted())},
      {app.Say("Diubah", "Changed"), number(total.updated())},
      {app.Say("Tetap", "Unchanged"), number(total.unchanged())},
      {app.Say("Ditolak", "Rejected"), number(total.rejects_size())}};
  if (seconds > 0) {
    lines.emplace_back(app.Say("Laju", "Rate"),
                       number(static_cast<int64_t>(static_cast<double>(total.rows()) / seconds)) +
                           app.Say(" baris/detik", " rows/s"));
  }
  if (app.settings.dry_run) {
    lines.emplace_back(app.Say("Percobaan", "Dry run"),
                       app.Say("tidak ada yang disimpan", "nothing was stored"));
  }
  app.Print(Listing(lines, TerminalWidth()));
  PrintRejects(app, total, rejects);
}

// Sends the files; false when the exit code says why not.
bool SendAll(App& app, RegisterFiles& files, Sender& sender, RejectFile& rejects) {
  const absl::Status status = sender.Send(files);
  if (!rejects.Finish()) {
    app.Fail(kExitLocal, rejects.path() + app.Say(": tidak dapat ditulis", ": cannot be written"));
    return false;
  }
  if (!status.ok()) FailLocal(app, status);
  if (app.exit_code() != kExitOk) return false;
  if (app.settings.dry_run && sender.calls() > 1) {
    std::fputs(app.Say("Berkas ini dicoba per bagian: lokasi dan pekerja dari pemberi kerja baru "
                       "baru dikenali saat benar-benar disimpan.\n",
                       "This file was tried in parts: sites and workers of new employers are only "
                       "known once they are really stored.\n")
                   .c_str(),
               stderr);
  }
  return true;
}

int Import(App& app, const Flags& flags) {
  absl::StatusOr<RegisterFiles> files = OpenRegister(flags.path, flags.sites, flags.workers);
  if (!files.ok()) return FailLocal(app, files.status());
  RejectFile rejects(flags.rejects.empty() ? flags.path + ".rejects.csv" : flags.rejects,
                     app.settings.language);
  Sender sender(app, flags, &rejects);
  const Progress clock(app.settings.language);
  const bool sent = SendAll(app, *files, sender, rejects);
  if (sender.total().rows() > 0 || sent) {
    PrintTotal(app, sender.total(), rejects, clock.seconds());
  }
  if (!sent) return app.exit_code();
  const v1::ImportRegisterResponse& total = sender.total();
  return total.rejects_size() > 0 && total.rejects_size() == total.rows() ? kExitAllRejected
                                                                          : kExitOk;
}

// --- Last year's register -----------------------------------------------------------------------

// A sheet of the proposal: last year's columns, the new year's headcounts, and two to judge by.
class ProposedSheet {
 public:
  ProposedSheet(const Sheet& sheet, size_t which, int year) : sheet_(sheet) {
    titles_ = sheet.rows[0];
    if (which == 0) {
      Column("workers:" + std::to_string(year));
      Column("disabled:" + std::to_string(year));
    }
    confirmed_ = Column("confirmed");
    findings_ = Column("findings");
  }

  const std::vector<std::string>& titles() const { return titles_; }

  // The row of `line` with what is to be judged.
  std::vector<XlsxCell> Row(int64_t line, const std::string& confirmed,
                            const std::string& findings) const {
    std::vector<std::string> texts = sheet_.rows[static_cast<size_t>(line - 1)];
    texts.resize(titles_.size());
    texts[confirmed_] = confirmed;
    texts[findings_] = findings;
    std::vector<XlsxCell> cells;
    for (size_t i = 0; i < texts.size(); ++i) {
      const bool figure = titles_[i].starts_with("workers:") || titles_[i].starts_with("disabled:");
      cells.emplace_back(figure ? XlsxCell::Kind::kNumber : XlsxCell::Kind::kDay, texts[i]);
    }
    return cells;
  }

 private:
  size_t Column(const std::string& title) {
    const auto found = std::find(titles_.begin(), titles_.end(), title);
    if (found != titles_.end()) return static_cast<size_t>(found - titles_.begin());
    titles_.push_back(title);
    return titles_.size() - 1;
  }

  const Sheet& sheet_;
  std::vector<std::string> titles_;
  size_t confirmed_ = 0;
  size_t findings_ = 0;
};

// What stands in "confirmed" and "findings" of each line of a sheet; lines that left are absent.
using Judged = std::map<int64_t, std::pair<std::string, std::string>>;

Judged JudgedLines(const App& app, const v1::ImportRegisterResponse& total, size_t sheet) {
  const auto which = static_cast<v1::RegisterSheet>(sheet + 1);
  Judged lines;
  for (const v1::TakeoverRow& row : total.takeover()) {
    if (row.sheet() != which || row.outcome() == v1::TAKEOVER_OUTCOME_LEFT) continue;
    std::string findings;
    bool doubt = false;
    for (const v1::RegisterFinding& finding : row.findings()) {
      findings += (findings.empty() ? "" : " | ") + FindingText(app, finding);
      doubt |= finding.severity() != v1::REGISTER_SEVERITY_NOTE;
    }
    const bool held = row.outcome() == v1::TAKEOVER_OUTCOME_HELD;
    lines[row.line()] = {held ? "no" : doubt ? "" : "yes", findings};
  }
  for (const v1::RegisterReject& reject : total.rejects()) {
    if (reject.sheet() != which) continue;
    lines[reject.line()] = {"no", reject.field() + " " + reject.reason()};
  }
  return lines;
}

absl::Status WriteProposal(const App& app, const Flags& flags, const RegisterFiles& files,
                           const v1::ImportRegisterResponse& total) {
  absl::StatusOr<std::unique_ptr<XlsxWriter>> book = XlsxWriter::Create(flags.proposal);
  if (!book.ok()) return book.status();
  for (size_t i = 0; i < kRegisterSheets; ++i) {
    if (files[i] == nullptr) continue;
    const Sheet& sheet = *files[i]->sheet;
    const ProposedSheet proposed(sheet, i, flags.year);
    (*book)->AddSheet(kRegisterSheetNames[i], proposed.titles());
    for (const auto& [line, judged] : JudgedLines(app, total, i)) {
      if (line < 2 || static_cast<size_t>(line) > sheet.rows.size()) continue;
      (*book)->AddRow(proposed.Row(line, judged.first, judged.second));
    }
  }
  return (*book)->Finish();
}

void PrintOutcomes(App& app, const v1::ImportRegisterResponse& total) {
  std::map<int, int64_t> outcomes;
  v1::CheckRegisterResponse found;
  for (const v1::TakeoverRow& row : total.takeover()) {
    ++outcomes[row.outcome()];
    for (const v1::RegisterFinding& finding : row.findings()) *found.add_findings() = finding;
  }
  PrintFindings(app, found);
  if (!app.for_people()) return;
  const auto number = [&](v1::TakeoverOutcome outcome) {
    return Number(app.settings.language, outcomes[outcome]);
  };
  app.Print("\n" + Listing({{app.Say("Diteruskan", "Kept"), number(v1::TAKEOVER_OUTCOME_KEPT)},
                            {app.Say("Sudah berhenti", "Left"), number(v1::TAKEOVER_OUTCOME_LEFT)},
                            {app.Say("Menunggu konfirmasi", "Waits for confirmation"),
                             number(v1::TAKEOVER_OUTCOME_HELD)}},
                           TerminalWidth()));
}

int TakeOver(App& app, const Flags& flags) {
  if (!flags.path.ends_with(".xlsx")) {
    return app.Fail(kExitUsage, app.Say("Berkasnya harus .xlsx (setara register export).",
                                        "The file must be .xlsx (setara register export)."));
  }
  absl::StatusOr<RegisterFiles> files = OpenRegister(flags.path, "", "");
  if (!files.ok()) return FailLocal(app, files.status());
  RejectFile rejects(flags.rejects.empty() ? flags.path + ".rejects.csv" : flags.rejects,
                     app.settings.language);
  Sender sender(app, flags, &rejects);
  const Progress clock(app.settings.language);
  if (!SendAll(app, *files, sender, rejects)) return app.exit_code();
  if (!flags.proposal.empty()) {
    const absl::Status written = WriteProposal(app, flags, *files, sender.total());
    if (!written.ok()) return app.Fail(kExitLocal, std::string(written.message()));
  }
  if (!app.for_people() && app.settings.xlsx.empty()) {
    app.PrintJson(sender.total());
    return kExitOk;
  }
  PrintOutcomes(app, sender.total());
  if (app.for_people()) PrintTotal(app, sender.total(), rejects, clock.seconds());
  if (!flags.proposal.empty() && app.for_people()) {
    app.Print(app.Say("Usulan: ", "Proposal: ") + flags.proposal + "\n");
  }
  return kExitOk;
}

}  // namespace

void AddRegisterImport(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "import",
      "Store a register: sheets employers, sites and workers of a workbook, or CSV files");
  auto flags = std::make_shared<Flags>();
  command->add_option("file", flags->path, ".xlsx, or the employers as .csv or .csv.gz")
      ->required();
  command->add_option("--sites", flags->sites, "CSV of the sites");
  command->add_option("--workers", flags->workers, "CSV of the workers with disabilities");
  command->add_option("--rejects", flags->rejects,
                      "CSV of the rows that did not land; by default FILE.rejects.csv");
  command->callback([&app, flags] { app.command = [&app, flags] { return Import(app, *flags); }; });
}

void AddRegisterTakeover(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "takeover",
      "Take last year's register over: says what looks wrong, and stores what is confirmed or "
      "beyond doubt; with --dry-run it only says");
  auto flags = std::make_shared<Flags>();
  command->add_option("file", flags->path, "Last year's register, or an edited proposal, .xlsx")
      ->required();
  command->add_option("--year", flags->year, "The new year")->required();
  command->add_option("--proposal", flags->proposal,
                      "Write the new year's register to this .xlsx, with findings and a column to "
                      "confirm each row");
  command->add_option("--rejects", flags->rejects,
                      "CSV of the rows that cannot be read; by default FILE.rejects.csv");
  command->callback(
      [&app, flags] { app.command = [&app, flags] { return TakeOver(app, *flags); }; });
}

}  // namespace setara
