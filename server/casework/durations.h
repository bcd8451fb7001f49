// How long things may take in a case, as data (data/durations.tsv): law, practice and Setara's own
// defaults apart. Configuration may change the defaults and nothing else. Pure; thread-safe.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/language.h"
#include "server/casework/citations.h"
#include "server/casework/spans.h"

namespace setara::casework {

struct Duration {
  std::string id{};  // "FIRST_CONTACT"
  Span span{};       // >= 0
  Mark mark = Mark::kDefault;
  std::string citation_id{};
  std::string label_id{}, label_en{};
  bool configured = false;  // changed from the shipped value

  const std::string& label(Language language) const {
    return language == Language::kIndonesian ? label_id : label_en;
  }
};

class Durations {
 public:
  // The shipped table; a damaged one ends the program.
  static const Durations& Shipped();
  // InvalidArgument with the row: an unknown unit, mark or citation, a mark that the newest row of
  // its citation does not have, a negative or absurd value (above 10,000), an id twice or missing.
  static absl::StatusOr<Durations> Parse(std::string_view name, std::string_view tsv,
                                         const Citations& citations);

  // With other values (in the unit of each) for defaults. InvalidArgument naming the id: not known,
  // law or practice, or a value outside 1 to 3650.
  absl::StatusOr<Durations> WithValues(const std::map<std::string, int>& values) const;

  // `id` must be one of the table.
  const Duration& Of(std::string_view id) const;
  const std::vector<Duration>& all() const { return durations_; }

 private:
  std::vector<Duration> durations_;
};

}  // namespace setara::casework
