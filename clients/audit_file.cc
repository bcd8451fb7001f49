#include "clients/audit_file.h"

#include <google/protobuf/util/json_util.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "clients/audit_chain.h"
#include "clients/output_file.h"
#include "clients/progress.h"
#include "clients/words.h"
#include "setara/v1/audit.grpc.pb.h"

namespace setara {
namespace {

constexpr int kPageSize = 1000;
// No event is near this: texts are bounded, and so are the people of one answer.
constexpr size_t kMaxLine = 16 * 1024 * 1024;

using Fault = AuditChainCheck::Fault;

int FailFile(App& app, const std::string& why) {
  return app.Fail(kExitLocal, app.Say("Berkas log audit: ", "Audit log file: ") + why);
}

std::string JsonLine(const v1::AuditEvent& event) {
  std::string json;
  // Fails only for values that JSON cannot hold, and the contract has none.
  (void)google::protobuf::util::MessageToJsonString(event, &json);
  return json + "\n";
}

// Reads plain and gzip files line by line.
class Lines {
 public:
  explicit Lines(const std::string& path) : file_(gzopen(path.c_str(), "rb")) {}
  ~Lines() {
    if (file_ != nullptr) gzclose_r(file_);
  }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;

  bool open() const { return file_ != nullptr; }
  // False at the end, or when the file cannot be read on: then damaged().
  bool Next(std::string* line) {
    line->clear();
    std::array<char, 65536> part;
    while (gzgets(file_, part.data(), part.size()) != nullptr) {
      *line += part.data();
      if (line->back() == '\n' || line->size() > kMaxLine) return true;
    }
    return !line->empty();
  }
  bool damaged() const {
    int code = Z_OK;
    gzerror(file_, &code);
    return code != Z_OK && code != Z_STREAM_END;
  }

 private:
  gzFile file_;
};

std::string FaultText(const App& app, Fault fault, const v1::AuditEvent& event,
                      const AuditChainCheck& check) {
  const std::string here = std::to_string(event.sequence());
  const std::string next = std::to_string(check.last() + 1);
  switch (fault) {
    case Fault::kNone:
      return "";
    case Fault::kChanged:
      return app.Say("peristiwa " + here + " diubah", "event " + here + " was changed");
    case Fault::kRemoved:
      return app.Say("peristiwa " + next + " hilang", "event " + next + " is missing");
    case Fault::kReplaced:
      return app.Say("peristiwa " + here + " tidak menyambung ke yang sebelumnya",
                     "event " + here + " does not follow from the one before");
    case Fault::kOrder:
      return app.Say("peristiwa " + here + " berdiri di tempat yang salah, seharusnya " + next,
                     "event " + here + " stands in the wrong place, where " + next + " belongs");
  }
  return "";
}

int PrintWhole(App& app, const AuditChainCheck& check) {
  const std::string head = std::to_string(check.last()) + ":" + HexText(check.hash());
  if (app.settings.output == OutputFormat::kJson) {
    app.Print("{\"whole\": true, \"events\": " + std::to_string(check.events()) +
              ", \"first\": " + std::to_string(check.first()) + ", \"head\": \"" + head + "\"}\n");
    return kExitOk;
  }
  const std::string count = Number(app.settings.language, check.events());
  app.Print(app.Say("Utuh: " + count + " peristiwa, dari " + std::to_string(check.first()) + "\n",
                    "Whole: " + count + " events, from " + std::to_string(check.first()) + "\n") +
            app.Say("Ujung: ", "Head: ") + head + "\n");
  return kExitOk;
}

}  // namespace

int ExportAudit(App& app, const std::string& path, int64_t after_sequence) {
  absl::StatusOr<std::unique_ptr<OutputFile>> file = OutputFile::Create(path);
  if (!file.ok()) return FailFile(app, std::string(file.status().message()));
  v1::ReadAuditChainRequest request;
  request.set_after_sequence(after_sequence);
  request.set_page_size(kPageSize);
  v1::ReadAuditChainResponse response;
  absl::Status status;
  Progress progress(app.settings.language);
  int64_t count = 0;
  do {
    if (!app.Call(&v1::AuditService::Stub::ReadAuditChain, request, &response)) {
      return app.exit_code();
    }
    for (const v1::AuditEvent& event : response.events()) {
      if (status.ok()) status = (*file)->Write(JsonLine(event));
      ++count;
    }
    progress.Show(0, 0, count);
    request.set_page_token(response.next_page_token());
  } while (status.ok() && !response.next_page_token().empty());
  if (status.ok()) status = (*file)->Finish();
  progress.Clear();
  if (!status.ok()) return FailFile(app, std::string(status.message()));
  if (path != "-" && app.for_people()) {
    app.Print(Number(app.settings.language, count) + app.Say(" peristiwa di ", " events in ") +
              path + "\n");
  }
  return kExitOk;
}

int VerifyAuditFile(App& app, const std::string& path, const std::optional<std::string>& head) {
  Lines lines(path);
  if (!lines.open()) return FailFile(app, std::string(std::strerror(errno)));
  AuditChainCheck check;
  std::string line;
  bool has_head = !head.has_value();
  for (int64_t number = 1; lines.Next(&line); ++number) {
    v1::AuditEvent event;
    if (!google::protobuf::util::JsonStringToMessage(line, &event).ok()) {
      return app.Fail(kExitBrokenChain, path + ":" + std::to_string(number) + ": " +
                                            app.Say("bukan peristiwa", "is no event"));
    }
    const Fault fault = check.Add(event);
    if (fault != Fault::kNone) {
      return app.Fail(kExitBrokenChain, path + ":" + std::to_string(number) + ": " +
                                            FaultText(app, fault, event, check));
    }
    has_head = has_head || std::to_string(check.last()) + ":" + HexText(check.hash()) == *head;
  }
  if (lines.damaged()) return FailFile(app, app.Say("rusak", "is damaged"));
  if (check.events() == 0) {
    return app.Fail(kExitBrokenChain, path + ": " + app.Say("kosong", "is empty"));
  }
  if (!has_head) {
    return app.Fail(kExitBrokenChain,
                    path + ": " +
                        app.Say("tidak memuat ujung yang diberikan: dipotong atau ditulis ulang",
                                "does not hold the given head: cut off or rewritten"));
  }
  return PrintWhole(app, check);
}

}  // namespace setara
