#include "server/access/answer_filter.h"

#include <tuple>
#include <utility>

namespace setara {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// What to do with one field. Fields that need nothing have no step.
struct AnswerFilter::Step {
  const FieldDescriptor* field = nullptr;
  Visibility::Read read = Visibility::Read::kAlways;
  v1::ResourceKind names = v1::RESOURCE_KIND_UNSPECIFIED;
  const Plan* below = nullptr;  // of a message of ours
};

struct AnswerFilter::Plan {
  std::vector<Step> steps;
  const FieldDescriptor* person = nullptr;   // the field that names whom the message is about
  const FieldDescriptor* opening = nullptr;  // and for which opening
  bool complete = false;                     // false while its fields are being looked at
};

struct AnswerFilter::Run {
  const AgreementFinder& agrees;
  std::vector<NamedResource>* named;
  std::map<std::tuple<std::string, std::string, Visibility::Read>, bool> known;
};

namespace {

bool IsOurs(const Descriptor& message) { return message.file()->package() == "setara.v1"; }

bool IsPersonal(v1::DataClass data_class) {
  return data_class != v1::DATA_CLASS_PUBLIC && data_class != v1::DATA_CLASS_OPERATIONAL &&
         data_class != v1::DATA_CLASS_AGGREGATE;
}

}  // namespace

AnswerFilter::AnswerFilter(const Descriptor& answer, v1::Role role) { root_ = Make(answer, role); }
AnswerFilter::~AnswerFilter() = default;
AnswerFilter::AnswerFilter(AnswerFilter&&) noexcept = default;

const AnswerFilter::Plan* AnswerFilter::Make(const Descriptor& message, v1::Role role) {
  auto [at, added] = plans_.try_emplace(&message, nullptr);
  if (!added) return at->second.get();
  at->second = std::make_unique<Plan>();
  Plan* plan = at->second.get();  // before the fields: a message may hold itself
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    v1::DataClass data_class = field.options().GetExtension(v1::data_class);
    Step step;
    step.field = &field;
    step.read = VisibilityOf(role, data_class).read;
    step.names = field.options().GetExtension(v1::resource);
    if (step.names == v1::RESOURCE_KIND_SEEKER && !field.is_repeated()) plan->person = &field;
    if (step.names == v1::RESOURCE_KIND_OPENING && !field.is_repeated()) plan->opening = &field;
    if (step.read == Visibility::Read::kNever) {
      plan->steps.push_back(step);
      continue;
    }
    if (IsPersonal(data_class)) data_classes_ |= 1u << data_class;
    if (field.message_type() != nullptr && IsOurs(*field.message_type())) {
      step.below = Make(*field.message_type(), role);
    }
    // What is not complete yet lies above this message: its steps are still to come.
    bool nothing_below =
        step.below == nullptr || (step.below->complete && step.below->steps.empty());
    if (step.read != Visibility::Read::kAlways || !nothing_below ||
        step.names != v1::RESOURCE_KIND_UNSPECIFIED) {
      plan->steps.push_back(step);
    }
  }
  plan->complete = true;
  return plan;
}

absl::StatusOr<bool> AnswerFilter::IsShown(const Step& step, const Subject& subject, Run& run) {
  if (step.read == Visibility::Read::kNever) return false;
  if (step.read == Visibility::Read::kAlways || step.read == Visibility::Read::kMasked) return true;
  auto [known, added] = run.known.try_emplace({subject.person, subject.opening, step.read}, false);
  if (added && !subject.person.empty() && run.agrees) {
    absl::StatusOr<bool> agreed = run.agrees(subject.person, subject.opening, step.read);
    if (!agreed.ok()) return agreed.status();
    known->second = *agreed;
  }
  return known->second;
}

void AnswerFilter::TouchText(const Step& step, Message* message, int index, Run& run) {
  const Reflection& reflection = *message->GetReflection();
  const FieldDescriptor* field = step.field;
  bool many = field->is_repeated();
  std::string text = many ? reflection.GetRepeatedString(*message, field, index)
                          : reflection.GetString(*message, field);
  if (text.empty()) return;
  if (step.names != v1::RESOURCE_KIND_UNSPECIFIED) {
    run.named->push_back({step.names, text, field->name()});
  }
  if (step.read != Visibility::Read::kMasked) return;
  many ? reflection.SetRepeatedString(message, field, index, Masked(text))
       : reflection.SetString(message, field, Masked(text));
}

absl::Status AnswerFilter::Touch(const Step& step, Message* message, int count,
                                 const Subject& subject, Run& run) const {
  const Reflection& reflection = *message->GetReflection();
  const FieldDescriptor* field = step.field;
  bool is_text = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
  if (step.below == nullptr && !is_text) {
    // A number has no part to show.
    if (step.read == Visibility::Read::kMasked) reflection.ClearField(message, field);
    return absl::OkStatus();
  }
  for (int i = 0; i < count; ++i) {
    if (is_text) {
      TouchText(step, message, i, run);
      continue;
    }
    Message* part = field->is_repeated() ? reflection.MutableRepeatedMessage(message, field, i)
                                         : reflection.MutableMessage(message, field);
    if (absl::Status status = Walk(*step.below, part, subject, run); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status AnswerFilter::Walk(const Plan& plan, Message* message, Subject subject,
                                Run& run) const {
  const Reflection& reflection = *message->GetReflection();
  if (plan.person != nullptr) {
    std::string named = reflection.GetString(*message, plan.person);
    if (!named.empty()) subject.person = named;
  }
  if (plan.opening != nullptr) {
    std::string named = reflection.GetString(*message, plan.opening);
    if (!named.empty()) subject.opening = named;
  }
  for (const Step& step : plan.steps) {
    int count = step.field->is_repeated() ? reflection.FieldSize(*message, step.field)
                                          : reflection.HasField(*message, step.field);
    if (count == 0) continue;
    absl::StatusOr<bool> shown = IsShown(step, subject, run);
    if (!shown.ok()) return shown.status();
    if (!*shown) {
      reflection.ClearField(message, step.field);
      continue;
    }
    absl::Status touched = Touch(step, message, count, subject, run);
    if (!touched.ok()) return touched;
  }
  return absl::OkStatus();
}

absl::Status AnswerFilter::Apply(Message* answer, const AgreementFinder& agrees,
                                 std::vector<NamedResource>* named) const {
  Run run{agrees, named, {}};
  return Walk(*root_, answer, {}, run);
}

}  // namespace setara
