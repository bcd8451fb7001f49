// What has to be done by when. What runs is read from rows, which no passing of time changes; what
// stands still with a paused case, and what was done, is derived from the log.
#include <algorithm>
#include <tuple>

#include "matcher/domain/errors.h"
#include "server/access/method_rules.h"
#include "server/case_ledger/derive.h"
#include "server/rpc/case_handlers.h"
#include "server/rpc/convert_case.h"
#include "server/rpc/narrow.h"
#include "server/rpc/page_token.h"
#include "server/store/bitemporal.h"
#include "server/store/case_due.h"
#include "server/store/case_lists.h"
#include "server/store/cases.h"

namespace setara {
namespace {

using casework::Deadline;
using casework::Urgency;

constexpr int kMaxPage = 1000;

constexpr uint32_t BitOf(Urgency urgency) { return 1u << static_cast<int>(urgency); }
constexpr uint32_t kPressing = BitOf(Urgency::kSounding) | BitOf(Urgency::kOverdue) |
                               BitOf(Urgency::kDue) | BitOf(Urgency::kComingUp);
constexpr uint32_t kOfTheLog = BitOf(Urgency::kSuspended) | BitOf(Urgency::kDone);

// What is asked, and of which cases.
struct Asked {
  uint32_t urgencies = kPressing;
  std::optional<std::string> branch{};
  std::string manager{};
  std::string case_id{};
  CaseDueKey after{};
  int size = 50;
};

// A deadline with its place in the list.
struct Placed {
  CaseDueKey key{};
  std::string case_id{};
  Deadline deadline{};
};

absl::StatusOr<Asked> Read(const CallContext& context,
                           const v1::ListCaseDeadlinesRequest& request) {
  Asked asked;
  absl::StatusOr<int> size = PageSize(request.page_size(), 50, kMaxPage);
  if (!size.ok()) return size.status();
  asked.size = *size;
  asked.manager = request.manager();
  if (!request.case_name().empty()) {
    absl::StatusOr<std::string> id = ParseName(request.case_name(), "cases", "case_name");
    if (!id.ok()) return id.status();
    asked.case_id = *std::move(id);
  } else {
    // A case that is named was held against the scope by the gate.
    absl::StatusOr<std::optional<std::string>> branch = BranchInScope(context);
    if (!branch.ok()) return branch.status();
    asked.branch = *std::move(branch);
  }
  if (request.urgencies_size() > 0) asked.urgencies = 0;
  for (int i = 0; i < request.urgencies_size(); ++i) {
    const std::string field = "urgencies[" + std::to_string(i) + "]";
    if (request.urgencies(i) == v1::CASE_URGENCY_UNSPECIFIED) {
      return InvalidField(field, "is not an urgency");
    }
    if (request.urgencies(i) == v1::CASE_URGENCY_DONE && asked.case_id.empty()) {
      return InvalidField(field, "what is done is listed of one case: name it");
    }
    asked.urgencies |= BitOf(static_cast<Urgency>(request.urgencies(i)));
  }
  if (request.page_token().empty()) return asked;
  absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 3);
  if (!key.ok()) return key.status();
  asked.after = {(*key)[0], (*key)[1], (*key)[2]};
  return asked;
}

// Of the rows, one more than the page at most.
absl::StatusOr<std::vector<Placed>> FromRows(Connection& db, const Asked& asked, Instant now,
                                             const casework::CaseRules& rules) {
  CaseDueFilter filter{.branch = asked.branch, .manager = asked.manager, .case_id = asked.case_id};
  if ((asked.urgencies & BitOf(Urgency::kLater)) == 0) filter.due_before = ComingUpBy(now, rules);
  const int batch = asked.size + 1;
  CaseDueKey after = asked.after;
  std::vector<Placed> found;
  while (true) {
    absl::StatusOr<std::vector<OpenCaseDue>> rows = ListCaseDue(db, filter, after, batch);
    if (!rows.ok()) return rows.status();
    for (const OpenCaseDue& row : *rows) {
      Deadline deadline = DeadlineOf(row.due, rules);
      if ((asked.urgencies & BitOf(casework::UrgencyOf(deadline, now, rules))) == 0) continue;
      found.push_back({row.key, row.case_id, std::move(deadline)});
      if (static_cast<int>(found.size()) == batch) return found;
    }
    if (static_cast<int>(rows->size()) < batch) return found;
    after = rows->back().key;
  }
}

// Every deadline of one case that is asked for, by its log.
absl::Status FromLog(Connection& db, CaseRow row, const Asked& asked, uint32_t urgencies,
                     Instant now, const casework::CaseRules& rules, std::vector<Placed>& found) {
  absl::StatusOr<LoadedCase> loaded = LoadCase(db, std::move(row));
  if (!loaded.ok()) return loaded.status();
  int64_t number = 0;
  for (Deadline& deadline : casework::DeadlinesOf(loaded->record, now, rules)) {
    const CaseDueKey key{StoredInstant(deadline.due), loaded->row.row, ++number};
    const auto order = [](const CaseDueKey& k) { return std::tuple(k.due, k.case_row, k.number); };
    if (order(key) <= order(asked.after)) continue;
    if ((urgencies & BitOf(casework::UrgencyOf(deadline, now, rules))) == 0) continue;
    found.push_back({key, loaded->row.id, std::move(deadline)});
  }
  return absl::OkStatus();
}

// The cases whose deadlines stand still.
absl::StatusOr<std::vector<CaseRow>> Paused(Connection& db, const Asked& asked) {
  const CaseFilter filter{.branch = asked.branch,
                          .manager = asked.manager,
                          .states = 1u << static_cast<int>(CaseState::kPaused)};
  std::vector<CaseRow> paused;
  absl::Status scanned = ScanCases(db, filter, [&](const CaseRow& row) {
    if (row.seeker_row) paused.push_back(row);
    return absl::OkStatus();
  });
  if (!scanned.ok()) return scanned;
  return paused;
}

absl::StatusOr<std::vector<Placed>> Find(Connection& db, const Asked& asked, Instant now,
                                         const casework::CaseRules& rules) {
  if ((asked.urgencies & kOfTheLog) == 0) return FromRows(db, asked, now, rules);
  std::vector<Placed> found;
  if (!asked.case_id.empty()) {
    absl::StatusOr<CaseRow> row = GetCase(db, asked.case_id);
    if (absl::IsNotFound(row.status())) return RecordDenied();
    if (!row.ok()) return row.status();
    if (!asked.manager.empty() && row->manager != asked.manager) return found;
    absl::Status read = FromLog(db, *std::move(row), asked, asked.urgencies, now, rules, found);
    if (!read.ok()) return read;
  } else {
    Asked running = asked;
    running.urgencies &= ~kOfTheLog;
    if (running.urgencies != 0) {
      absl::StatusOr<std::vector<Placed>> rows = FromRows(db, running, now, rules);
      if (!rows.ok()) return rows.status();
      found = *std::move(rows);
    }
    absl::StatusOr<std::vector<CaseRow>> paused = Paused(db, asked);
    if (!paused.ok()) return paused.status();
    for (CaseRow& row : *paused) {
      absl::Status read =
          FromLog(db, std::move(row), asked, BitOf(Urgency::kSuspended), now, rules, found);
      if (!read.ok()) return read;
    }
  }
  std::sort(found.begin(), found.end(), [](const Placed& a, const Placed& b) {
    return std::tuple(a.key.due, a.key.case_row, a.key.number) <
           std::tuple(b.key.due, b.key.case_row, b.key.number);
  });
  return found;
}

absl::Status List(const CaseParts& parts, CallContext& context,
                  const v1::ListCaseDeadlinesRequest& request,
                  v1::ListCaseDeadlinesResponse* response) {
  absl::StatusOr<Asked> asked = Read(context, request);
  if (!asked.ok()) return asked.status();
  return parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<Placed>> found = Find(db, *asked, context.now, parts.rules);
    if (!found.ok()) return found.status();
    const auto size = static_cast<size_t>(asked->size);
    if (found->size() > size) {
      const CaseDueKey& last = (*found)[size - 1].key;
      response->set_next_page_token(
          EncodePageToken(request, {last.due, last.case_row, last.number}));
      found->erase(found->begin() + asked->size, found->end());
    }
    for (const Placed& placed : *found) {
      *response->add_deadlines() =
          ToProto(placed.case_id, placed.deadline, context.now, parts.rules);
    }
    return absl::OkStatus();
  });
}

}  // namespace

void HandleCaseDeadlines(Dispatcher& dispatcher, const CaseParts& parts) {
  dispatcher.Handle<v1::ListCaseDeadlinesRequest, v1::ListCaseDeadlinesResponse>(
      std::string(kCaseService) + "ListCaseDeadlines",
      [parts](CallContext& context, const auto& request, auto* out) {
        return List(parts, context, request, out);
      });
}

}  // namespace setara
