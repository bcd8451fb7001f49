#include "index/audit.h"

#include <utility>

#include "index/document.h"
#include "index/facts_codec.h"
#include "index/guard.h"
#include "index/reader.h"

namespace setara {

struct IndexAudit::Impl {
  explicit Impl(ReaderLease taken) : lease(std::move(taken)) {}

  // The document in the index against the one the record makes now.
  absl::StatusOr<AuditResult> Compare(int64_t row, const Xapian::Document& expected) {
    return Guard([&]() -> absl::StatusOr<AuditResult> {
      Xapian::Document found;
      try {
        found = lease.database().get_document(static_cast<Xapian::docid>(row));
      } catch (const Xapian::DocNotFoundError&) {
        return AuditResult::kMissing;
      }
      return FingerprintOf(found) == FingerprintOf(expected) ? AuditResult::kSame
                                                             : AuditResult::kDifferent;
    });
  }

  ReaderLease lease;
  Analyzer analyzer;
};

namespace {

template <typename Facts>
bool InColumns(const FactTable<Facts>& table, const Facts& facts) {
  const Facts* found = table.Find(facts.row);
  return found != nullptr && EncodeFacts(*found) == EncodeFacts(facts);
}

}  // namespace

absl::StatusOr<std::unique_ptr<IndexAudit>> IndexAudit::Start(const Index& index) {
  absl::StatusOr<ReaderLease> lease = LeaseReader(index);
  if (!lease.ok()) return lease.status();
  return std::unique_ptr<IndexAudit>(new IndexAudit(std::make_unique<Impl>(*std::move(lease))));
}

IndexAudit::IndexAudit(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
IndexAudit::~IndexAudit() = default;

absl::StatusOr<AuditResult> IndexAudit::Check(const Opening& opening) {
  OpeningFacts facts = MakeOpeningFacts(opening);
  auto result = impl_->Compare(opening.row, MakeDocument(opening, facts, impl_->analyzer));
  if (!result.ok() || *result != AuditResult::kSame) return result;
  return InColumns(impl_->lease.snapshot().openings, facts) ? AuditResult::kSame
                                                            : AuditResult::kDifferent;
}

absl::StatusOr<AuditResult> IndexAudit::Check(const Seeker& seeker) {
  SeekerFacts facts = MakeSeekerFacts(seeker);
  auto result = impl_->Compare(seeker.row, MakeDocument(seeker, facts));
  if (!result.ok() || *result != AuditResult::kSame) return result;
  return InColumns(impl_->lease.snapshot().seekers, facts) ? AuditResult::kSame
                                                           : AuditResult::kDifferent;
}

int64_t IndexAudit::documents() const { return impl_->lease.database().get_doccount(); }

absl::StatusOr<int64_t> IndexAudit::NextRow(int64_t after) const {
  return Guard([&]() -> absl::StatusOr<int64_t> {
    auto document = impl_->lease.database().postlist_begin("");
    document.skip_to(static_cast<Xapian::docid>(after + 1));
    if (document == impl_->lease.database().postlist_end("")) return int64_t{0};
    return static_cast<int64_t>(*document);
  });
}

const std::string& IndexAudit::epoch() const { return impl_->lease.snapshot().epoch; }
int64_t IndexAudit::sequence() const { return impl_->lease.snapshot().sequence; }

}  // namespace setara
