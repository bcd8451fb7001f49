#include "server/audit/audit_log.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "matcher/domain/utf8.h"
#include "server/audit/chain.h"
#include "server/audit/event_codec.h"
#include "server/audit/event_rows.h"

namespace setara {
namespace {

// Events that wait for no more: their share of a commit is small. Our default.
constexpr size_t kEnough = 32;

// How long an event waits for those of the other calls under way: about as long as these take on
// one processor. A commit costs as much as twenty events and, more than that, every reader's page
// cache. Our default.
std::chrono::microseconds Patience(int64_t on_the_way) {
  return std::min(std::chrono::microseconds(1'500) * on_the_way,
                  std::chrono::microseconds(100'000));
}

bool IsPerson(std::string_view subject) {
  constexpr std::string_view kPrefix = "seekers/";
  if (!subject.starts_with(kPrefix)) return false;
  std::string_view id = subject.substr(kPrefix.size());
  return !id.empty() && id.size() <= 100 && IsText(id) &&
         std::none_of(id.begin(), id.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

absl::Status CheckSubjects(const AuditEvent& event) {
  if (std::all_of(event.subjects.begin(), event.subjects.end(), IsPerson)) return absl::OkStatus();
  return absl::InvalidArgumentError("audit: a subject is not the name of a person's record");
}

// Checks, cleans and encodes the event behind what is in `bytes`; with an error, nothing.
absl::Status Encode(AuditEvent event, std::string* bytes) {
  if (absl::Status fits = CheckSubjects(event); !fits.ok()) return fits;
  Clean(&event);
  *bytes += EncodeEvent(0, event);
  return absl::OkStatus();
}

// Adds the events in `bytes` to the end of the chain, all or none.
absl::Status AppendEncoded(Connection& db, std::string bytes) {
  if (absl::Status key = CheckAuditKey(db); !key.ok()) return key;
  absl::StatusOr<AuditEnd> head = ReadAuditEnd(db, AuditSeal::kHead);
  if (!head.ok()) return head.status();
  AuditPoint end = head->point;
  const int64_t listed = AuditBlockOf(FirstUnlisted(end.sequence));
  AuditRowWriter writer(db);
  for (std::string_view left = bytes; !left.empty();) {
    SetSequence(++end.sequence, &bytes[bytes.size() - left.size()]);
    const EncodedEvent event = TakeEncoded(&left);
    end.hash = HashEncoded(end.hash, event.bytes);
    absl::Status added = writer.Insert(event, end, SealOf(db.mac(), AuditSeal::kEvent, end));
    if (!added.ok()) return added;
  }
  if (absl::Status moved = WriteAuditEnd(db, AuditSeal::kHead, end); !moved.ok()) return moved;
  for (int64_t block = listed; block < AuditBlockOf(FirstUnlisted(end.sequence)); ++block) {
    if (absl::Status added = ListPeople(db, block); !added.ok()) return added;
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status AppendAudit(Connection& db, const AuditEvent& event) {
  return AppendAudit(db, std::span(&event, 1));
}

absl::Status AppendAudit(Connection& db, std::span<const AuditEvent> events) {
  std::string bytes;
  for (const AuditEvent& event : events) {
    if (absl::Status fits = Encode(event, &bytes); !fits.ok()) return fits;
  }
  return AppendEncoded(db, std::move(bytes));
}

void AuditLog::Record(AuditEvent event, Done done, int64_t on_the_way) {
  std::string bytes;
  if (absl::Status fits = Encode(std::move(event), &bytes); !fits.ok()) return done(fits);
  bool first = false, enough = on_the_way == 0;
  {
    std::lock_guard<std::mutex> guard(waiting_->mutex);
    first = waiting_->dones.empty();
    waiting_->events += bytes;
    waiting_->dones.push_back(std::move(done));
    enough = enough || waiting_->dones.size() == kEnough;
  }
  if (!first) {
    if (enough) store_.Hurry();
    return;
  }
  // One work adds all that wait when its turn comes; the next event begins the next work.
  auto taken = std::make_shared<std::vector<Done>>();
  store_.WriteAsync(
      [waiting = waiting_, taken](Connection& db) {
        std::string events;
        {
          std::lock_guard<std::mutex> guard(waiting->mutex);
          events.swap(waiting->events);
          taken->swap(waiting->dones);
        }
        return AppendEncoded(db, std::move(events));
      },
      [waiting = waiting_, taken](const absl::StatusOr<ChangeToken>& token) {
        // The work did not run when the group could not begin: then all that wait fail with it.
        if (taken->empty()) {
          std::lock_guard<std::mutex> guard(waiting->mutex);
          waiting->events.clear();
          taken->swap(waiting->dones);
        }
        for (const Done& one : *taken) one(token.status());
      },
      enough ? std::chrono::microseconds(0) : Patience(on_the_way));
}

}  // namespace setara
