#include "clients/message_items.h"

#include <charconv>
#include <optional>
#include <vector>

#include "clients/case_words.h"
#include "clients/words.h"
#include "setara/v1/case_event.pb.h"
#include "setara/v1/opening.pb.h"
#include "setara/v1/seeker.pb.h"

namespace setara {
namespace {

// "a:b:c" in at most `parts` parts; the last keeps its colons.
std::vector<std::string> Split(const std::string& text, char separator, size_t parts) {
  std::vector<std::string> out;
  size_t begin = 0;
  while (out.size() + 1 < parts) {
    const size_t end = text.find(separator, begin);
    if (end == std::string::npos) break;
    out.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  out.push_back(text.substr(begin));
  return out;
}

template <typename Integer>
std::optional<Integer> Whole(const std::string& text) {
  Integer number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

template <typename Enum>
std::optional<Enum> Choice(const std::string& word) {
  const auto value = FindChoice(google::protobuf::GetEnumDescriptor<Enum>(), word);
  if (!value) return std::nullopt;
  return static_cast<Enum>(*value);
}

// "KEY=VALUE".
bool ReadPair(const std::string& text, std::string* key, std::string* value) {
  const size_t equals = text.find('=');
  if (equals == 0 || equals == std::string::npos || equals + 1 == text.size()) return false;
  *key = text.substr(0, equals);
  *value = text.substr(equals + 1);
  return true;
}

bool Read(const std::string& text, v1::Capacity* item) {
  std::string levels;
  if (!ReadPair(text, item->mutable_function(), &levels)) return false;
  const std::vector<std::string> parts = Split(levels, '/', 2);
  const auto usual = Whole<int32_t>(parts[0]);
  const auto low = parts.size() < 2 ? usual : Whole<int32_t>(parts[1]);
  if (!usual || !low) return false;
  item->set_usual_level(*usual);
  if (parts.size() == 2) item->set_low_level(*low);
  return true;
}

bool Read(const std::string& text, v1::ContextTolerance* item) {
  std::string value;
  if (!ReadPair(text, item->mutable_context(), &value)) return false;
  const std::vector<std::string> parts = Split(value, ':', 2);
  const auto level = Choice<v1::ToleranceLevel>(parts[0]);
  if (!level) return false;
  item->set_level(*level);
  if (parts.size() == 2) item->set_with_accommodation(parts[1]);
  return true;
}

bool Read(const std::string& text, v1::AccommodationChoice* item) {
  std::string word;
  if (!ReadPair(text, item->mutable_accommodation(), &word)) return false;
  const auto stance = Choice<v1::AccommodationStance>(word);
  if (stance) item->set_stance(*stance);
  return stance.has_value();
}

bool Read(const std::string& text, v1::Demand* item) {
  std::string value;
  if (!ReadPair(text, item->mutable_function(), &value)) return false;
  std::vector<std::string> parts = Split(value, ':', 2);
  const bool marginal = parts[0].ends_with('m');
  if (marginal) parts[0].pop_back();
  const auto level = Whole<int32_t>(parts[0]);
  if (!level) return false;
  item->set_level(*level);
  item->set_marginal(marginal);
  if (parts.size() == 2) item->set_task(parts[1]);
  item->set_origin(parts.size() == 2 ? v1::DEMAND_ORIGIN_CONFIRMED : v1::DEMAND_ORIGIN_ASSUMED);
  return true;
}

bool Read(const std::string& text, v1::ContextPresence* item) {
  item->set_context(text);
  return !text.empty();
}

bool Read(const std::string& text, v1::RungChosen::Left* item) {
  std::string word;
  if (!ReadPair(text, &word, item->mutable_reason())) return false;
  const auto rung = FindRung(word);
  if (rung) item->set_rung(*rung);
  return rung.has_value();
}

bool Read(const std::string& text, v1::PlanWritten::Item* item) {
  const std::vector<std::string> parts = Split(text, ':', 4);
  if (parts.size() < 2) return false;
  const auto service = Choice<v1::ServiceKind>(parts[0]);
  const auto from = ParseDay(parts[1]);
  if (!service || !from) return false;
  item->set_service(*service);
  *item->mutable_from() = *from;
  if (parts.size() > 2 && !parts[2].empty()) {
    const auto until = ParseDay(parts[2]);
    if (!until) return false;
    *item->mutable_until() = *until;
  }
  if (parts.size() > 3) item->set_provider(parts[3]);
  return true;
}

bool Read(const std::string& text, v1::TrialAgreed::Step* item) {
  const std::vector<std::string> parts = Split(text, ':', 4);
  if (parts.size() < 3) return false;
  const auto from = ParseDay(parts[0]);
  const auto hours = Whole<int32_t>(parts[1]);
  const auto wage = Whole<int64_t>(parts[2]);
  if (!from || !hours || !wage) return false;
  *item->mutable_from() = *from;
  item->set_hours_per_week(*hours);
  item->set_wage_idr_per_month(*wage);
  if (parts.size() == 4) item->set_duties(parts[3]);
  return true;
}

struct Form {
  const google::protobuf::Descriptor* type;
  const char* text;
  bool (*read)(const std::string&, google::protobuf::Message*);
};

template <typename Item>
Form FormOf(const char* text) {
  return {Item::descriptor(), text, [](const std::string& typed, google::protobuf::Message* item) {
            return Read(typed, static_cast<Item*>(item));
          }};
}

const Form* Find(const google::protobuf::Descriptor* type) {
  static const std::vector<Form> kForms = {
      FormOf<v1::Capacity>("F15=2, or F15=2/1 (usual level 0-4 / on a bad day)"),
      FormOf<v1::ContextTolerance>("E1=yes, E8=no, E1=limited:A52"),
      FormOf<v1::AccommodationChoice>("A02=needs, uses, accepts or refuses"),
      FormOf<v1::Demand>("F15=3:TASK (level 0-4 and the task that needs it); F15=3 is assumed, "
                         "3m marginal"),
      FormOf<v1::ContextPresence>("E1"),
      FormOf<v1::RungChosen::Left>("L1=REASON"),
      FormOf<v1::PlanWritten::Item>("SERVICE:FROM[:UNTIL[:PROVIDER]], "
                                    "physical-therapy:2026-03-01:2026-06-01:RSUD"),
      FormOf<v1::TrialAgreed::Step>("FROM:HOURS:WAGE[:DUTIES], 2026-03-01:20:4500000:kasir"),
  };
  for (const Form& form : kForms) {
    if (form.type == type) return &form;
  }
  return nullptr;
}

}  // namespace

std::string ItemForm(const google::protobuf::Descriptor* type) {
  const Form* form = Find(type);
  return form == nullptr ? "" : form->text;
}

bool ReadItem(const std::string& text, google::protobuf::Message* item) {
  const Form* form = Find(item->GetDescriptor());
  return form != nullptr && form->read(text, item);
}

}  // namespace setara
