#include "clients/batch_cutter.h"
#include "clients/commands.h"
#include "clients/csv_text.h"
#include "clients/flags.h"
#include "clients/output_file.h"
#include "clients/progress.h"
#include "clients/record_columns.h"
#include "setara/v1/employer.grpc.pb.h"
#include "setara/v1/opening.grpc.pb.h"
#include "setara/v1/seeker.grpc.pb.h"

namespace setara {
namespace {

constexpr int kPageSize = 1000;
// The source of records that were made by hand, whose id is their source id: an import needs both.
constexpr char kOwnSource[] = "setara";

int FailLocal(App& app, const absl::Status& status) {
  return app.Fail(kExitLocal,
                  app.Say("Ekspor tidak dapat dijalankan: ", "The export cannot run: ") +
                      std::string(status.message()));
}

template <typename Record>
std::string Line(const Record& record, RecordFormat format) {
  Record copy = record;
  if (copy.source_id().empty()) {
    copy.set_source(kOwnSource);
    copy.set_source_id(copy.name().substr(copy.name().find('/') + 1));
  }
  return format == RecordFormat::kCsv ? CsvLine(RecordCells(copy)) : RecordJson(copy) + "\n";
}

// Writes every page; the whole export is in memory at no time.
template <typename Record, typename Stub, typename Request, typename Response>
int Export(App& app, const std::string& path, Request request,
           grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
           const google::protobuf::RepeatedPtrField<Record>& (Response::*records)() const) {
  const absl::StatusOr<RecordFormat> format =
      path == "-"
          ? (app.settings.output == OutputFormat::kJson ? RecordFormat::kJsonl : RecordFormat::kCsv)
          : FormatOfFileName(path);
  if (!format.ok()) return FailLocal(app, format.status());
  absl::StatusOr<std::unique_ptr<OutputFile>> file = OutputFile::Create(path);
  if (!file.ok()) return FailLocal(app, file.status());
  absl::Status status;
  if (*format == RecordFormat::kCsv) {
    status = (*file)->Write(CsvLine(RecordColumns(Record::descriptor())));
  }
  Progress progress(app.settings.language);
  int64_t count = 0;
  request.set_page_size(kPageSize);
  Response response;
  do {
    if (!app.Call(method, request, &response)) return app.exit_code();
    for (const Record& record : (response.*records)()) {
      if (status.ok()) status = (*file)->Write(Line(record, *format));
      ++count;
    }
    progress.Show(0, 0, count);
    request.set_page_token(response.next_page_token());
  } while (status.ok() && !response.next_page_token().empty());
  if (status.ok()) status = (*file)->Finish();
  progress.Clear();
  if (!status.ok()) return FailLocal(app, status);
  if (path != "-" && app.for_people()) {
    app.Print(Number(app.settings.language, count) + app.Say(" catatan di ", " records in ") +
              path + "\n");
  }
  return kExitOk;
}

template <typename Record, typename Stub, typename Request, typename Response>
void AddExportOf(CLI::App* noun, App& app, const char* name, const char* help,
                 grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                 const google::protobuf::RepeatedPtrField<Record>& (Response::*records)() const) {
  auto path = std::make_shared<std::string>();
  auto request = std::make_shared<Request>();
  CLI::App* command = noun->add_subcommand(name, help);
  command->add_option("file", *path, ".csv, .csv.gz, .jsonl or .jsonl.gz; - for standard output")
      ->required();
  AddText(command, "--region", request->mutable_region_code(), "Only in this region or below it");
  command->callback([&app, path, request, method, records] {
    app.command = [&app, path, request, method, records] {
      return Export<Record>(app, *path, *request, method, records);
    };
  });
}

}  // namespace

void AddExport(CLI::App& root, App& app) {
  CLI::App* noun = root.add_subcommand(
      "export",
      "Write records to a file that the import reads back; JSON Lines keep every text as it is, "
      "CSV is safe to open in a spreadsheet (a text that could run as a formula gets a ' in "
      "front)");
  noun->require_subcommand(1);
  AddExportOf(noun, app, "openings", "Job openings", &v1::OpeningService::Stub::ListOpenings,
              &v1::ListOpeningsResponse::openings);
  AddExportOf(noun, app, "seekers", "People who look for work",
              &v1::SeekerService::Stub::ListSeekers, &v1::ListSeekersResponse::seekers);
  AddExportOf(noun, app, "employers", "Employers", &v1::EmployerService::Stub::ListEmployers,
              &v1::ListEmployersResponse::employers);
}

}  // namespace setara
