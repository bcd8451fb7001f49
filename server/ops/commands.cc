#include "server/ops/commands.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <utility>

#include "index/index.h"
#include "index/writer.h"
#include "server/indexer.h"
#include "server/ops/reindex.h"
#include "server/ops/screening.h"
#include "server/ops/verify.h"
#include "server/store/document_sweep.h"
#include "server/store/store.h"

namespace setara {
namespace {

struct Data {
  std::unique_ptr<Store> store;
  std::unique_ptr<Index> index;
};

absl::StatusOr<Data> OpenData(const std::string& directory, const std::string& key_file) {
  if (!std::filesystem::exists(directory + "/records.sqlite3")) {
    return absl::NotFoundError("there are no records in " + directory);
  }
  Store::Options options;
  options.directory = directory;
  options.key_file = key_file;
  absl::StatusOr<std::unique_ptr<Store>> store = Store::Open(options);
  if (!store.ok()) return store.status();
  absl::StatusOr<std::unique_ptr<Index>> index = Index::Open(directory + "/index");
  if (!index.ok()) return index.status();
  return Data{*std::move(store), *std::move(index)};
}

// One line that is rewritten on a terminal; nothing elsewhere.
void ShowProgress(const char* what, int64_t records) {
  if (isatty(STDERR_FILENO)) {
    std::fprintf(stderr, "\r%s: %lld records", what, static_cast<long long>(records));
  }
}

void EndProgress() {
  if (isatty(STDERR_FILENO)) std::fputc('\n', stderr);
}

absl::Status CatchUp(Data& data) {
  absl::StatusOr<std::unique_ptr<Indexer>> indexer = Indexer::Start(*data.store, *data.index, {});
  if (!indexer.ok()) return indexer.status();
  for (;;) {
    absl::Status applied =
        (*indexer)->WaitUntilCaughtUp(std::chrono::steady_clock::now() + std::chrono::seconds(1));
    IndexerProgress progress = (*indexer)->Progress();
    if (applied.code() != absl::StatusCode::kDeadlineExceeded) return applied;
    if (!progress.last_error.ok()) return progress.last_error;
    ShowProgress("indexing", progress.records);
  }
}

void Print(const VerifyReport& report) {
  std::printf("openings   %12lld\nseekers    %12lld\ndocuments  %12lld\n",
              static_cast<long long>(report.openings), static_cast<long long>(report.seekers),
              static_cast<long long>(report.documents));
  std::printf("missing    %12lld\ndifferent  %12lld\nextra      %12lld\nunapplied  %12lld\n",
              static_cast<long long>(report.missing), static_cast<long long>(report.different),
              static_cast<long long>(report.extra), static_cast<long long>(report.unapplied));
  const QuotaComparison& quota = report.quota;
  std::printf("employers  %12lld   their quota intervals %lld: different %lld, today %lld, ",
              static_cast<long long>(quota.employers), static_cast<long long>(quota.intervals),
              static_cast<long long>(quota.different), static_cast<long long>(quota.today));
  std::printf("sums %lld, to derive %lld\n", static_cast<long long>(quota.sums),
              static_cast<long long>(quota.waiting));
  for (const std::string& problem : report.store_problems) {
    std::printf("records: %s\n", problem.c_str());
  }
  for (const std::string& difference : report.differences) std::printf("%s\n", difference.c_str());
  std::puts(report.clean() ? "clean: records and index agree" : "records and index differ");
}

void Print(const ScreeningCheck& check) {
  std::printf("findings   %12lld\n", static_cast<long long>(check.findings));
  for (const std::string& difference : check.differences) std::printf("%s\n", difference.c_str());
  if (check.different == 0) {
    std::puts("clean: findings are what the screening rules find");
  } else {
    std::printf("findings differ in %lld openings: setarad reindex makes them anew\n",
                static_cast<long long>(check.different));
  }
}

void Print(const DocumentCheck& check) {
  std::printf("files      %12lld   of documents: missing %zu, without a record %zu\n",
              static_cast<long long>(check.records), check.missing.size(), check.strays.size());
  for (size_t i = 0; i < std::min(check.missing.size(), kReportedDifferences); ++i) {
    std::printf("document %s: its file is missing\n", check.missing[i].c_str());
  }
  for (size_t i = 0; i < std::min(check.strays.size(), kReportedDifferences); ++i) {
    std::printf("file %s: no record; the server removes it when it starts\n",
                check.strays[i].c_str());
  }
}

}  // namespace

absl::Status RunReindex(const std::string& data_directory, const std::string& key_file) {
  absl::StatusOr<Data> data = OpenData(data_directory, key_file);
  if (!data.ok()) return data.status();
  absl::StatusOr<std::unique_ptr<IndexWriter>> writer = IndexWriter::Open(*data->index);
  if (!writer.ok()) return writer.status();
  auto start = std::chrono::steady_clock::now();

  absl::Status status = Reindex(*data->store, **writer, [&](int64_t records) {
    ShowProgress("reindex", records);
    return true;
  });
  EndProgress();
  if (!status.ok()) return status;
  std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::printf("indexed %lld records in %.1f s\n", static_cast<long long>((*writer)->built()),
              seconds.count());
  absl::Status screened = ForgetScreening(*data->store);
  if (screened.ok()) screened = ScreenAll(*data->store);
  return screened;
}

absl::StatusOr<bool> RunVerify(const std::string& data_directory, const std::string& key_file) {
  absl::StatusOr<Data> data = OpenData(data_directory, key_file);
  if (!data.ok()) return data.status();
  if (absl::Status ready = data->index->Ready(); !ready.ok()) {
    std::printf("%s\nthe index must be built: setarad reindex, or start the server\n",
                std::string(ready.message()).c_str());
    return false;
  }
  absl::Status caught_up = CatchUp(*data);
  EndProgress();
  if (!caught_up.ok()) return caught_up;
  absl::StatusOr<VerifyReport> report = Verify(*data->store, *data->index);
  if (!report.ok()) return report.status();
  Print(*report);
  absl::Status screened = ScreenAll(*data->store);
  if (!screened.ok()) return screened;
  absl::StatusOr<ScreeningCheck> screening = CheckScreening(*data->store);
  if (!screening.ok()) return screening.status();
  Print(*screening);
  absl::StatusOr<DocumentCheck> documents =
      CheckDocuments(*data->store, DocumentFiles(DocumentDirectory(data_directory)));
  if (!documents.ok()) return documents.status();
  Print(*documents);
  // A crash may leave a file without a record behind: nothing is wrong with the data then.
  return report->clean() && screening->different == 0 && documents->missing.empty();
}

}  // namespace setara
