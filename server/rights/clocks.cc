#include "server/rights/clocks.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "embedded/rights_clocks.h"
#include "matcher/domain/table.h"

namespace setara::rights {
namespace {

constexpr int kLawHours = 72;      // 3 x 24 h
constexpr int kMostHours = 8'760;  // a year

constexpr std::array<std::string_view, 8> kKinds = {"breach",      "access",    "correction",
                                                    "restriction", "objection", "erasure",
                                                    "portability", "withdrawal"};

absl::StatusOr<Clock> ParseClock(const Table::Row& row) {
  int hours = 0;
  auto [end, error] = std::from_chars(row[1].data(), row[1].data() + row[1].size(), hours);
  if (error != std::errc() || end != row[1].data() + row[1].size() || hours < 1 ||
      hours > kMostHours) {
    return absl::InvalidArgumentError("hours is not in 1 to 8760");
  }
  if (row[2] != "law" && row[2] != "default") {
    return absl::InvalidArgumentError("origin is neither law nor default");
  }
  if (row[4] != "verified" && row[4] != "unverified") {
    return absl::InvalidArgumentError("mark is neither verified nor unverified");
  }
  if (row[2] == "law" && (hours > kLawHours || row[3].empty())) {
    return absl::InvalidArgumentError("a clock of the law has its article and at most 72 hours");
  }
  return Clock{std::chrono::hours(hours), row[2] == "law",     std::string(row[3]),
               row[4] == "verified",      std::string(row[5]), std::string(row[6])};
}

}  // namespace

absl::StatusOr<Clocks> Clocks::Parse(std::string_view name, std::string_view tsv) {
  absl::StatusOr<Table> table = Table::Parse(
      name, tsv, {"kind", "hours", "origin", "legal_basis", "mark", "note_id", "note_en"});
  if (!table.ok()) return table.status();
  Clocks clocks;
  std::set<std::string_view> seen;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    const Table::Row& row = table->rows()[i];
    size_t kind = 0;
    while (kind < kKinds.size() && kKinds[kind] != row[0]) ++kind;
    absl::StatusOr<Clock> clock = ParseClock(row);
    if (kind == kKinds.size() || !seen.insert(row[0]).second) {
      clock = absl::InvalidArgumentError("the kind is unknown or stands twice");
    }
    if (!clock.ok()) {
      return absl::InvalidArgumentError(table->Where(i) + ": " +
                                        std::string(clock.status().message()));
    }
    clocks.clocks_[kind] = *std::move(clock);
  }
  if (seen.size() != kKinds.size()) {
    return absl::InvalidArgumentError(std::string(name) + ": a kind has no clock");
  }
  return clocks;
}

const Clocks& Clocks::Get() {
  static const Clocks* const clocks = [] {
    absl::StatusOr<Clocks> parsed = Parse("clocks.tsv", embedded::rights_clocks());
    if (!parsed.ok()) {
      std::fprintf(stderr, "%s\n", std::string(parsed.status().message()).c_str());
      std::abort();  // a damaged program: no deadline of it could be trusted
    }
    return new Clocks(*std::move(parsed));
  }();
  return *clocks;
}

}  // namespace setara::rights
