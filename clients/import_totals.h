// What became of an import, summed over its batches.
#pragma once

#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <utility>

#include "clients/app.h"
#include "clients/batch_cutter.h"
#include "setara/v1/import.pb.h"

namespace setara {

// CSV of the records that did not land: line, field, reason, the latter in the reader's language.
// The file is only made when there is one. Not thread-safe.
class RejectFile {
 public:
  RejectFile(std::string path, TextLanguage language)
      : path_(std::move(path)), language_(language) {}
  ~RejectFile();
  RejectFile(const RejectFile&) = delete;
  RejectFile& operator=(const RejectFile&) = delete;

  void Add(int64_t line, const std::string& field, const std::string& reason);
  // False when something could not be written.
  bool Finish();
  bool written() const { return file_ != nullptr || finished_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  TextLanguage language_;
  std::FILE* file_ = nullptr;
  bool finished_ = false;
  bool failed_ = false;
};

// Reasons are a closed list, so that the sums stay small whatever the file.
struct ImportTotals {
  // (field, reason) -> records
  using Reasons = std::map<std::pair<std::string, std::string>, int64_t>;

  int64_t inserted = 0;
  int64_t updated = 0;
  int64_t unchanged = 0;
  int64_t rejected = 0;
  int64_t possible_duplicates = 0;
  int64_t openings_with_findings = 0;  // wording that shuts people out; they landed
  int64_t findings = 0;
  Reasons rejects;
  Reasons warnings;

  int64_t records() const { return inserted + updated + unchanged + rejected; }
  void Add(const RecordBatch& batch, const v1::ImportRecordsResponse& response, RejectFile* file);
  v1::ImportRecordsResponse AsResponse() const;
};

// The figures, the most frequent reasons, and where the rejects are.
void PrintTotals(App& app, const ImportTotals& totals, const RejectFile& rejects, double seconds);

}  // namespace setara
