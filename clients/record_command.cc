#include "clients/record_command.h"

namespace setara {

bool ReadRecord(App& app, const std::string& path, google::protobuf::Message* message,
                std::optional<JsonFile>* file) {
  absl::StatusOr<JsonFile> read = JsonFile::Read(path);
  const absl::Status status = read.ok() ? read->To(message) : read.status();
  if (status.ok()) {
    *file = *std::move(read);
    return true;
  }
  const bool wrong = absl::IsInvalidArgument(status);
  app.Fail(
      wrong ? kExitUsage : kExitLocal,
      app.Say("Berkas tidak dapat dipakai: ", "The file cannot be used: ") +
          std::string(status.message()) + "\n" +
          (wrong ? app.Say("Perbaiki di tempat itu, lalu ulangi.", "Correct it there, then repeat.")
                 : ""));
  return false;
}

void SetMask(const std::string& fields, google::protobuf::FieldMask* mask) {
  size_t begin = 0;
  while (begin < fields.size()) {
    const size_t end = std::min(fields.find(',', begin), fields.size());
    if (end > begin) mask->add_paths(fields.substr(begin, end - begin));
    begin = end + 1;
  }
}

void PrintStored(App& app, const std::string& name) {
  if (app.settings.dry_run) {
    app.Print(app.Say("Benar; tidak ada yang disimpan (--dry-run).\n",
                      "Correct; nothing was stored (--dry-run).\n"));
  } else {
    app.Print(app.Say("Tersimpan: ", "Stored: ") + name + "\n");
  }
}

}  // namespace setara
