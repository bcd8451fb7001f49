#include "index/writer.h"

#include <utility>

#include "index/build.h"
#include "index/document.h"
#include "index/generation.h"
#include "index/guard.h"
#include "index/reader.h"

namespace setara {

struct IndexWriter::Impl {
  explicit Impl(Index& index) : index(index) {}

  absl::Status OpenServing();
  absl::StatusOr<std::shared_ptr<const Snapshot>> WriteDocuments(const IndexBatch& batch);
  absl::Status Commit(std::shared_ptr<const Snapshot> snapshot);
  void Delete(int64_t row);

  Index& index;
  Analyzer analyzer;
  std::shared_ptr<ServingGeneration> serving;
  std::unique_ptr<Xapian::WritableDatabase> database;  // of `serving`; nullptr: none serves
  std::unique_ptr<GenerationBuild> build;
};

absl::Status IndexWriter::Impl::OpenServing() {
  {
    std::lock_guard lock(index.impl().mutex);
    serving = index.impl().serving;
  }
  database = nullptr;
  if (serving == nullptr) return absl::OkStatus();
  return Guard([&] {
    database = std::make_unique<Xapian::WritableDatabase>(serving->path, Xapian::DB_OPEN);
  });
}

void IndexWriter::Impl::Delete(int64_t row) {
  try {
    database->delete_document(static_cast<Xapian::docid>(row));
  } catch (const Xapian::DocNotFoundError&) {
    // Made and deleted between two batches: nothing to take out.
  }
}

// Puts the documents into the open transaction; the snapshot that the commit will make true.
absl::StatusOr<std::shared_ptr<const Snapshot>> IndexWriter::Impl::WriteDocuments(
    const IndexBatch& batch) {
  std::shared_ptr<const Snapshot> before = index.Current();
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
    for (int64_t row : batch.deleted) Delete(row);
    after->epoch = batch.epoch;
    after->sequence = batch.sequence;
    after->revision = before->revision + 1;
    after->openings = before->openings.With(openings, batch.deleted);
    after->seekers = before->seekers.With(seekers, batch.deleted);
    Describe(*database, {after->epoch, after->sequence, after->revision});
    return std::shared_ptr<const Snapshot>(std::move(after));
  });
}

absl::Status IndexWriter::Impl::Commit(std::shared_ptr<const Snapshot> snapshot) {
  serving->Announce(snapshot);
  absl::Status committed = Guard([&] { database->commit_transaction(); });
  if (!committed.ok()) {
    serving->Withdraw(snapshot->revision);
    return committed;
  }
  index.impl().Publish(serving, std::move(snapshot));
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<IndexWriter>> IndexWriter::Open(Index& index) {
  auto impl = std::make_unique<Impl>(index);
  if (absl::Status opened = impl->OpenServing(); !opened.ok()) {
    if (opened.code() != absl::StatusCode::kDataLoss) return opened;
    index.impl().SetNotReady(opened);
    impl->serving = nullptr;
  }
  return std::unique_ptr<IndexWriter>(new IndexWriter(std::move(impl)));
}

IndexWriter::IndexWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
IndexWriter::~IndexWriter() = default;

absl::Status IndexWriter::Apply(const IndexBatch& batch) {
  if (batch.size() > kMaxBatchRecords) return absl::InvalidArgumentError("index: batch too large");
  std::shared_ptr<const Snapshot> current = impl_->index.Current();
  if (impl_->database == nullptr || current == nullptr) {
    return absl::FailedPreconditionError("index: no generation serves");
  }
  if (batch.epoch != current->epoch) {
    return absl::FailedPreconditionError("index: the change log has another epoch");
  }
  absl::StatusOr<std::shared_ptr<const Snapshot>> snapshot = impl_->WriteDocuments(batch);
  absl::Status done = snapshot.ok() ? impl_->Commit(*std::move(snapshot)) : snapshot.status();
  if (done.ok()) return done;
  // Cancels the transaction: what was written of the batch must not ride along with the next.
  impl_->database = nullptr;
  if (done.code() == absl::StatusCode::kDataLoss) {
    impl_->index.impl().SetNotReady(done);
    return done;
  }
  absl::Status reopened = impl_->OpenServing();
  return reopened.ok() ? done : reopened;
}

absl::Status IndexWriter::StartBuild() {
  impl_->build = nullptr;
  if (impl_->serving != nullptr) {
    RemoveOtherGenerations(impl_->index.directory(), impl_->serving->path);
  }
  auto build = GenerationBuild::Start(NewGenerationPath(impl_->index.directory()));
  if (!build.ok()) return build.status();
  impl_->build = *std::move(build);
  return absl::OkStatus();
}

absl::Status IndexWriter::Add(const Opening& opening) { return impl_->build->Add(opening); }
absl::Status IndexWriter::Add(const Seeker& seeker) { return impl_->build->Add(seeker); }
int64_t IndexWriter::built() const { return impl_->build == nullptr ? 0 : impl_->build->count(); }

absl::Status IndexWriter::FinishBuild(const std::string& epoch, int64_t sequence) {
  std::unique_ptr<GenerationBuild> build = std::move(impl_->build);
  if (build == nullptr) return absl::FailedPreconditionError("index: no build was started");
  if (absl::Status done = build->Finish({epoch, sequence, 1}); !done.ok()) return done;
  auto generation = std::make_shared<ServingGeneration>();
  generation->path = build->path();
  absl::Status opened = Guard(
      [&] { generation->idle.push_back(std::make_unique<Xapian::Database>(generation->path)); });
  if (!opened.ok()) return opened;
  absl::StatusOr<std::shared_ptr<const Snapshot>> snapshot = LoadSnapshot(*generation->idle.back());
  if (!snapshot.ok()) return snapshot.status();
  absl::Status switched = SwitchTo(impl_->index.directory(), generation->path);
  if (!switched.ok()) return switched;
  generation->Announce(*snapshot);
  impl_->index.impl().Publish(generation, *std::move(snapshot));
  if (absl::Status writing = impl_->OpenServing(); !writing.ok()) return writing;
  RemoveOtherGenerations(impl_->index.directory(), generation->path);
  return absl::OkStatus();
}

}  // namespace setara
