#include "index/writer.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <optional>
#include <utility>

#include "index/build.h"
#include "index/document.h"
#include "index/generation.h"
#include "index/guard.h"
#include "index/reader.h"

namespace setara {

namespace {

constexpr std::chrono::milliseconds kBetweenCalls{50};  // of `meanwhile`; our default

// A generation with what it takes to write to it.
struct Generation {
  std::shared_ptr<ServingGeneration> files;
  std::unique_ptr<Xapian::WritableDatabase> database;  // nullptr: cannot be written
  std::shared_ptr<const Snapshot> snapshot;            // of the last commit
};

// A database that is there already, with its columns.
absl::StatusOr<Generation> OpenGeneration(const std::string& path) {
  Generation opened;
  opened.files = std::make_shared<ServingGeneration>();
  opened.files->path = path;
  absl::Status status = Guard([&] {
    opened.files->idle.push_back(std::make_unique<Xapian::Database>(path));
    opened.database = std::make_unique<Xapian::WritableDatabase>(path, Xapian::DB_OPEN);
  });
  if (!status.ok()) return status;
  absl::StatusOr<std::shared_ptr<const Snapshot>> loaded = LoadSnapshot(*opened.files->idle.back());
  if (!loaded.ok()) return loaded.status();
  opened.snapshot = *std::move(loaded);
  opened.files->Announce(opened.snapshot);
  return opened;
}

}  // namespace

struct IndexWriter::Impl {
  explicit Impl(Index& index) : index(index) {}

  absl::Status OpenServing();
  absl::Status Write(const IndexBatch& batch, Generation& generation);
  absl::StatusOr<std::shared_ptr<const Snapshot>> WriteDocuments(const IndexBatch& batch,
                                                                 const Generation& generation);

  Index& index;
  Analyzer analyzer;
  Generation serving;
  std::unique_ptr<GenerationBuild> build;
  std::optional<Generation> closed;  // a finished build that does not serve yet
};

absl::Status IndexWriter::Impl::OpenServing() {
  serving.database = nullptr;
  {
    std::lock_guard lock(index.impl().mutex);
    serving.files = index.impl().serving;
    serving.snapshot = index.impl().current;
  }
  if (serving.files == nullptr) return absl::OkStatus();
  return Guard([&] {
    serving.database =
        std::make_unique<Xapian::WritableDatabase>(serving.files->path, Xapian::DB_OPEN);
  });
}

namespace {

void Delete(Xapian::WritableDatabase& database, int64_t row) {
  try {
    database.delete_document(static_cast<Xapian::docid>(row));
  } catch (const Xapian::DocNotFoundError&) {
    // Made and deleted between two batches: nothing to take out.
  }
}

}  // namespace

// Puts the documents into the open transaction; the snapshot that the commit will make true.
absl::StatusOr<std::shared_ptr<const Snapshot>> IndexWriter::Impl::WriteDocuments(
    const IndexBatch& batch, const Generation& generation) {
  Xapian::WritableDatabase* database = generation.database.get();
  const std::shared_ptr<const Snapshot>& before = generation.snapshot;
  auto after = std::make_shared<Snapshot>();
  std::vector<OpeningFacts> openings;
  std::vector<SeekerFacts> seekers;
  return Guard([&]() -> absl::StatusOr<std::shared_ptr<const Snapshot>> {
    // A transaction is cancelled with its database; without one, Xapian would commit half a batch.
    database->begin_transaction();
    for (const Opening& opening : batch.openings) {
      openings.push_back(MakeOpeningFacts(opening));
      database->replace_document(static_cast<Xapian::docid>(opening.row),
                                 MakeDocument(opening, openings.back(), analyzer));
    }
    for (const Seeker& seeker : batch.seekers) {
      seekers.push_back(MakeSeekerFacts(seeker));
      database->replace_document(static_cast<Xapian::docid>(seeker.row),
                                 MakeDocument(seeker, seekers.back()));
    }
    for (int64_t row : batch.deleted) Delete(*database, row);
    after->epoch = batch.epoch;
    after->sequence = batch.sequence;
    after->revision = before->revision + 1;
    after->departed = before->departed ||
                      std::any_of(batch.deleted.begin(), batch.deleted.end(), [&](int64_t row) {
                        return before->seekers.Find(row) != nullptr;
                      });
    after->openings = before->openings.With(openings, batch.deleted);
    after->seekers = before->seekers.With(seekers, batch.deleted);
    Describe(*database, {after->epoch, after->sequence, after->revision, after->departed});
    return std::shared_ptr<const Snapshot>(std::move(after));
  });
}

// All of the batch or nothing. After a failure the database is closed, which cancels the
// transaction: what was written of the batch must not ride along with the next.
absl::Status IndexWriter::Impl::Write(const IndexBatch& batch, Generation& generation) {
  if (batch.size() > kMaxBatchRecords) return absl::InvalidArgumentError("index: batch too large");
  if (generation.database == nullptr) {
    return absl::FailedPreconditionError("index: no generation to write to");
  }
  if (batch.epoch != generation.snapshot->epoch) {
    return absl::FailedPreconditionError("index: the change log has another epoch");
  }
  absl::StatusOr<std::shared_ptr<const Snapshot>> snapshot = WriteDocuments(batch, generation);
  absl::Status done = snapshot.status();
  if (done.ok()) {
    generation.files->Announce(*snapshot);
    done = Guard([&] { generation.database->commit_transaction(); });
    if (!done.ok()) generation.files->Withdraw((*snapshot)->revision);
  }
  if (done.ok()) {
    generation.snapshot = *std::move(snapshot);
  } else {
    generation.database = nullptr;
  }
  return done;
}

absl::StatusOr<std::unique_ptr<IndexWriter>> IndexWriter::Open(Index& index) {
  auto impl = std::make_unique<Impl>(index);
  if (absl::Status opened = impl->OpenServing(); !opened.ok()) {
    if (opened.code() != absl::StatusCode::kDataLoss) return opened;
    index.impl().TakeOut(impl->serving.files, opened).IgnoreError();
    impl->serving = Generation();
  }
  return std::unique_ptr<IndexWriter>(new IndexWriter(std::move(impl)));
}

IndexWriter::IndexWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
IndexWriter::~IndexWriter() = default;

absl::Status IndexWriter::Apply(const IndexBatch& batch) {
  Generation& serving = impl_->serving;
  if (impl_->index.Current() == nullptr) {
    return absl::FailedPreconditionError("index: no generation serves");
  }
  bool writable = serving.database != nullptr;
  absl::Status done = impl_->Write(batch, serving);
  if (done.ok()) {
    impl_->index.impl().Advance(serving.files, serving.snapshot);
    return done;
  }
  if (done.code() == absl::StatusCode::kDataLoss) {
    impl_->index.impl().TakeOut(serving.files, done).IgnoreError();
    return done;
  }
  if (!writable || serving.database != nullptr) return done;
  absl::Status reopened = impl_->OpenServing();
  return reopened.ok() ? done : reopened;
}

absl::Status IndexWriter::StartBuild() {
  impl_->build = nullptr;
  impl_->closed = std::nullopt;
  if (impl_->serving.files != nullptr) {
    RemoveOtherGenerations(impl_->index.directory(), impl_->serving.files->path);
  }
  auto build = GenerationBuild::Start(NewGenerationPath(impl_->index.directory()));
  if (!build.ok()) return build.status();
  impl_->build = *std::move(build);
  return absl::OkStatus();
}

absl::Status IndexWriter::Add(const Opening& opening) { return impl_->build->Add(opening); }
absl::Status IndexWriter::Add(const Seeker& seeker) { return impl_->build->Add(seeker); }
int64_t IndexWriter::built() const { return impl_->build == nullptr ? 0 : impl_->build->count(); }

absl::Status IndexWriter::CloseBuild(const std::string& epoch, int64_t sequence,
                                     const std::function<void()>& meanwhile) {
  if (impl_->build == nullptr) return absl::FailedPreconditionError("index: no build was started");
  std::future<absl::StatusOr<Generation>> closing =
      std::async(std::launch::async, [&]() -> absl::StatusOr<Generation> {
        absl::Status done = impl_->build->Finish({epoch, sequence, 1});
        if (!done.ok()) return done;
        return OpenGeneration(impl_->build->path());
      });
  while (meanwhile && closing.wait_for(kBetweenCalls) != std::future_status::ready) meanwhile();
  absl::StatusOr<Generation> closed = closing.get();
  if (!closed.ok()) return closed.status();
  impl_->closed = *std::move(closed);
  return absl::OkStatus();
}

absl::Status IndexWriter::ApplyToBuild(const IndexBatch& batch) {
  if (!impl_->closed) return absl::FailedPreconditionError("index: no build was closed");
  return impl_->Write(batch, *impl_->closed);
}

absl::Status IndexWriter::ServeBuild() {
  if (!impl_->closed || impl_->closed->database == nullptr) {
    return absl::FailedPreconditionError("index: no build was closed");
  }
  absl::Status switched = SwitchTo(impl_->index.directory(), impl_->closed->files->path);
  if (!switched.ok()) return switched;
  impl_->serving = *std::move(impl_->closed);
  impl_->closed = std::nullopt;
  impl_->index.impl().Publish(impl_->serving.files, impl_->serving.snapshot);
  RemoveOtherGenerations(impl_->index.directory(), impl_->serving.files->path);
  return absl::OkStatus();
}

absl::Status IndexWriter::FinishBuild(const std::string& epoch, int64_t sequence) {
  absl::Status closed = CloseBuild(epoch, sequence, {});
  return closed.ok() ? ServeBuild() : closed;
}

}  // namespace setara
