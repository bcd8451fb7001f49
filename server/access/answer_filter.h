// Takes out of an answer what the caller's role may not see, and notes whose data remain.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/access/request_fields.h"
#include "server/access/visibility.h"

namespace setara {

// Whether the person `seekers/{id}` agrees: to be counted in the quota, or to be known to the
// caller (consent to the caller's employer) for `openings/{id}`, the one that the message about the
// person names ("" none). An error is an error of the call, never a "yes".
using AgreementFinder = std::function<absl::StatusOr<bool>(
    const std::string& seeker, const std::string& opening, Visibility::Read condition)>;

// Prepared for one type of answer and one role, so that a call touches only the fields that need
// it. Built at start; then immutable and thread-safe.
class AnswerFilter {
 public:
  AnswerFilter(const google::protobuf::Descriptor& answer, v1::Role role);
  ~AnswerFilter();
  AnswerFilter(AnswerFilter&&) noexcept;

  // Clears and masks fields of `answer`. `named` gets every record that the answer names.
  // `agrees` is asked at most once a person, opening and condition; a conditional field outside any
  // message that names its person is cleared.
  absl::Status Apply(google::protobuf::Message* answer, const AgreementFinder& agrees,
                     std::vector<NamedResource>* named) const;

  // Bit n: the role may find DataClass n in such an answer. PUBLIC, OPERATIONAL and AGGREGATE are
  // left out: nothing personal is in them.
  uint32_t data_classes() const { return data_classes_; }

 private:
  struct Step;
  struct Plan;
  struct Run;
  // Whom what is being looked at is about, and for which opening; "" as long as nothing said.
  struct Subject {
    std::string person;
    std::string opening;
  };
  const Plan* Make(const google::protobuf::Descriptor& message, v1::Role role);
  static absl::StatusOr<bool> IsShown(const Step& step, const Subject& subject, Run& run);
  static void TouchText(const Step& step, google::protobuf::Message* message, int index, Run& run);
  absl::Status Touch(const Step& step, google::protobuf::Message* message, int count,
                     const Subject& subject, Run& run) const;
  absl::Status Walk(const Plan& plan, google::protobuf::Message* message, Subject subject,
                    Run& run) const;

  std::map<const google::protobuf::Descriptor*, std::unique_ptr<Plan>> plans_;
  const Plan* root_ = nullptr;
  uint32_t data_classes_ = 0;
};

}  // namespace setara
