#include <cstdio>

#include "clients/batch_sender.h"
#include "clients/commands.h"
#include "clients/flags.h"
#include "clients/import_totals.h"
#include "clients/json_file.h"
#include "clients/progress.h"
#include "clients/register_sheets.h"
#include "setara/v1/import.grpc.pb.h"
#include "setara/v1/opening.grpc.pb.h"

namespace setara {
namespace {

// How long an import waits for the search index at its end.
constexpr double kSearchableSeconds = 60;

struct ImportFlags {
  std::string path;
  std::string mapping;
  std::string rejects;
  std::string sheet;  // of a workbook
  size_t at_once = 2;
  v1::ImportRecordsRequest request;
};

int FailLocal(App& app, const absl::Status& status) {
  return app.Fail(kExitLocal, app.Say("Impor tidak dapat dijalankan: ", "The import cannot run: ") +
                                  std::string(status.message()));
}

// A mapping that ends in .json is a file of one's own, any other the name of a shipped one.
bool SetMapping(App& app, ImportFlags& flags) {
  if (!flags.mapping.ends_with(".json")) {
    flags.request.set_mapping(flags.mapping);
    return true;
  }
  const absl::StatusOr<JsonFile> file = JsonFile::Read(flags.mapping);
  if (!file.ok()) {
    FailLocal(app, file.status());
    return false;
  }
  flags.request.set_mapping_json(file->text());
  return true;
}

// Says so when the server cannot be reached: later a server that goes away is waited for.
bool ServerAnswers(App& app) {
  v1::ListImportMappingsResponse mappings;
  return app.Call(&v1::ImportService::Stub::ListImportMappings, v1::ListImportMappingsRequest(),
                  &mappings);
}

// The rows of a case stand in one batch, and the cutter reads no meaning: a file of cases goes in
// one piece, as large as the server takes.
constexpr size_t kOnePieceBytes = BatchCutter::kMostBatchBytes;

absl::Status CheckOnePiece(const std::string& path, RecordFormat format) {
  const auto cutter = BatchCutter::Open(path, format, kOnePieceBytes);
  if (!cutter.ok()) return cutter.status();
  RecordBatch batch;
  for (int pieces = 0;;) {
    const absl::StatusOr<bool> more = (*cutter)->Next(&batch);
    // Damage is told when the file is sent.
    if (!more.ok() || !*more) return absl::OkStatus();
    if (!batch.data.empty() && ++pieces > 1) {
      return absl::InvalidArgumentError(path +
                                        ": larger than 3 MiB; split it between two cases, each "
                                        "part with the header line");
    }
  }
}

// Cuts and sends the file; a status only for what went wrong with the file itself.
absl::Status SendFile(App& app, BatchCutter& cutter, const v1::ImportRecordsRequest& request,
                      size_t at_once, ImportTotals* totals, RejectFile* rejects) {
  Progress progress(app.settings.language);
  BatchSender sender(app, at_once, [&](const SentBatch& sent) {
    if (!sent.status.ok()) progress.Clear();
    if (!app.Check(sent.status)) return false;
    totals->Add(sent.batch, sent.response, rejects);
    if (!sent.token.empty()) app.set_last_token(sent.token);
    progress.Show(cutter.bytes_read(), cutter.file_bytes(), totals->records());
    return true;
  });
  absl::Status status;
  for (;;) {
    RecordBatch batch;
    const absl::StatusOr<bool> more = cutter.Next(&batch);
    if (!more.ok()) status = more.status();
    if (!more.ok() || !*more) break;
    if (batch.data.empty()) {
      totals->Add(batch, {}, rejects);
    } else if (!sender.Send(request, std::move(batch))) {
      break;
    }
  }
  sender.Finish();
  return status;
}

// A search right after the import is to find what landed: lets the server wait for its index.
void WaitUntilSearchable(App& app) {
  if (app.last_token().empty()) return;
  app.settings.after = app.last_token();
  v1::SearchOpeningsRequest request;
  request.set_page_size(1);
  v1::SearchOpeningsResponse response;
  std::string no_write;
  const grpc::Status status = app.Try(&v1::OpeningService::Stub::SearchOpenings, request, &response,
                                      kSearchableSeconds, &no_write);
  if (status.ok()) return;
  std::fputs(app.Say("Semua sudah tersimpan; indeks pencarian masih menyusul.\n",
                     "All is stored; the search index is still catching up.\n")
                 .c_str(),
             stderr);
}

int Import(App& app, ImportFlags& flags) {
  const bool workbook = flags.path.ends_with(".xlsx");
  std::unique_ptr<RegisterSheetFile> sheet;
  if (workbook) {
    absl::StatusOr<std::unique_ptr<RegisterSheetFile>> opened = OpenSheet(flags.path, flags.sheet);
    if (!opened.ok()) return FailLocal(app, opened.status());
    sheet = *std::move(opened);
  }
  const absl::StatusOr<RecordFormat> format =
      workbook ? RecordFormat::kCsv : FormatOfFileName(flags.path);
  if (!format.ok()) return FailLocal(app, format.status());
  const std::string path = workbook ? sheet->csv->path() : flags.path;
  const bool one_piece = flags.request.kind() == v1::RECORD_KIND_CASE;
  if (one_piece) {
    if (absl::Status fits = CheckOnePiece(path, *format); !fits.ok()) return FailLocal(app, fits);
  }
  const auto cutter =
      BatchCutter::Open(path, *format, one_piece ? kOnePieceBytes : BatchCutter::kMaxBatchBytes);
  if (!cutter.ok()) return FailLocal(app, cutter.status());
  if (!SetMapping(app, flags) || !ServerAnswers(app)) return app.exit_code();
  flags.request.set_format(*format == RecordFormat::kCsv ? v1::IMPORT_FORMAT_CSV
                                                         : v1::IMPORT_FORMAT_JSONL);
  flags.request.set_csv_header((*cutter)->header());
  flags.request.set_validate_only(app.settings.dry_run);
  RejectFile rejects(flags.rejects.empty() ? flags.path + ".rejects.csv" : flags.rejects,
                     app.settings.language);
  ImportTotals totals;
  const Progress clock(app.settings.language);
  const absl::Status status =
      SendFile(app, **cutter, flags.request, flags.at_once, &totals, &rejects);
  const bool stopped = app.exit_code() != kExitOk;
  if (!stopped || totals.records() > 0) {
    const bool complete = rejects.Finish();
    PrintTotals(app, totals, rejects, clock.seconds());
    if (!complete) {
      return app.Fail(kExitLocal,
                      rejects.path() + app.Say(": tidak dapat ditulis", ": cannot be written"));
    }
  }
  WaitUntilSearchable(app);
  if (stopped && totals.records() == 0) return app.exit_code();
  if (stopped) {
    return app.Fail(app.exit_code(),
                    app.Say("Impor berhenti di tengah; jalankan lagi: yang sudah masuk tidak akan "
                            "ganda.",
                            "The import stopped midway; run it again: what has landed will not "
                            "land twice."));
  }
  if (!status.ok()) return FailLocal(app, status);
  return totals.rejected > 0 && totals.rejected == totals.records() ? kExitAllRejected : kExitOk;
}

void AddKind(CLI::App* noun, App& app, const char* name, v1::RecordKind kind, const char* help) {
  CLI::App* command = noun->add_subcommand(name, help);
  auto flags = std::make_shared<ImportFlags>();
  flags->request.set_kind(kind);
  command->add_option("file", flags->path, ".csv, .csv.gz, .jsonl, .jsonl.gz or .xlsx")->required();
  command->add_option("--sheet", flags->sheet, "Sheet of an .xlsx file that has several");
  command->add_option("--mapping", flags->mapping,
                      "A mapping that ships with the server (setara reference mappings), or a "
                      "file of one's own that ends in .json; by default the export's columns");
  if (kind == v1::RECORD_KIND_SEEKER) {
    command->add_option_function<std::string>(
        "--branch", [flags](const std::string& branch) { flags->request.set_branch(branch); },
        "Branch that keeps the people of the file, where they name none");
  }
  command->add_option("--rejects", flags->rejects,
                      "CSV of the records that did not land; by default FILE.rejects.csv");
  command->add_option("--at-once", flags->at_once, "Batches in flight")
      ->check(CLI::Range(1, 16))
      ->capture_default_str();
  v1::ImportRecordsRequest* request = &flags->request;
  AddDay(
      command, "--reference-date",
      [request](const v1::Date& day) { *request->mutable_reference_date() = day; },
      "The day that \"2 hari yang lalu\" counts from");
  command->callback([&app, flags] { app.command = [&app, flags] { return Import(app, *flags); }; });
}

}  // namespace

void AddImport(CLI::App& root, App& app) {
  CLI::App* noun = root.add_subcommand("import", "Load records from a file; can be repeated")
                       ->require_subcommand(1);
  AddKind(noun, app, "openings", v1::RECORD_KIND_OPENING, "Job openings");
  AddKind(noun, app, "seekers", v1::RECORD_KIND_SEEKER, "People who look for work");
  AddKind(noun, app, "employers", v1::RECORD_KIND_EMPLOYER, "Employers");
  AddKind(noun, app, "headcounts", v1::RECORD_KIND_HEADCOUNT, "Headcount reports of employers");
  AddKind(noun, app, "workers", v1::RECORD_KIND_WORKER,
          "Employment records of workers with disabilities");
  AddKind(noun, app, "cases", v1::RECORD_KIND_CASE,
          "Return-to-work cases kept elsewhere: a row an event, rows of a case together");
}

}  // namespace setara
