#include "server/store/json_list.h"

namespace setara {

std::string WriteList(const std::vector<Capacity>& list) {
  return DumpList(list, [](const Capacity& capacity) {
    return ItemWriter()
        .Key("function", capacity.function)
        .Key("usual", capacity.usual, 0)
        .Key("low", capacity.low)
        .Key("how_often", capacity.how_often)
        .Take();
  });
}

bool ReadList(std::string_view text, std::vector<Capacity>& list) {
  return ParseList(text, list, [](const Json& json, Capacity& capacity) {
    return ItemReader(json)
        .Key("function", capacity.function)
        .Key("usual", capacity.usual, 0, 4)
        .Key("low", capacity.low, 0, 4)
        .Key("how_often", capacity.how_often)
        .Done();
  });
}

std::string WriteList(const std::vector<ContextTolerance>& list) {
  return DumpList(list, [](const ContextTolerance& tolerance) {
    return ItemWriter()
        .Key("context", tolerance.context)
        .Key("level", tolerance.level, ToleranceLevel::kUnknown)
        .Key("with", tolerance.with)
        .Take();
  });
}

bool ReadList(std::string_view text, std::vector<ContextTolerance>& list) {
  return ParseList(text, list, [](const Json& json, ContextTolerance& tolerance) {
    tolerance.level = ToleranceLevel::kUnknown;
    return ItemReader(json)
        .Key("context", tolerance.context)
        .Key("level", tolerance.level)
        .Key("with", tolerance.with)
        .Done();
  });
}

std::string WriteList(const std::vector<AccommodationChoice>& list) {
  return DumpList(list, [](const AccommodationChoice& choice) {
    return ItemWriter()
        .Key("accommodation", choice.accommodation)
        .Key("stance", choice.stance, AccommodationStance::kUnknown)
        .Take();
  });
}

bool ReadList(std::string_view text, std::vector<AccommodationChoice>& list) {
  return ParseList(text, list, [](const Json& json, AccommodationChoice& choice) {
    choice.stance = AccommodationStance::kUnknown;
    return ItemReader(json)
        .Key("accommodation", choice.accommodation)
        .Key("stance", choice.stance)
        .Done();
  });
}

std::string WriteList(const std::vector<Wish>& list) {
  return DumpList(list, [](const Wish& wish) {
    return ItemWriter()
        .Key("occupation_code", wish.occupation_code)
        .Key("kinds", wish.kinds)
        .Key("hours", wish.hours, WorkHours::kUnknown)
        .Key("arrangements", wish.arrangements)
        .Key("wage_idr_per_month", wish.wage_idr_per_month)
        .Key("note", wish.note)
        .Key("occupation_is_hard", wish.occupation_is_hard, false)
        .Key("kind_is_hard", wish.kind_is_hard, false)
        .Key("hours_is_hard", wish.hours_is_hard, false)
        .Key("arrangement_is_hard", wish.arrangement_is_hard, false)
        .Key("wage_is_hard", wish.wage_is_hard, false)
        .Take();
  });
}

bool ReadList(std::string_view text, std::vector<Wish>& list) {
  return ParseList(text, list, [](const Json& json, Wish& wish) {
    return ItemReader(json)
        .Key("occupation_code", wish.occupation_code)
        .Key("kinds", wish.kinds)
        .Key("hours", wish.hours)
        .Key("arrangements", wish.arrangements)
        .Key("wage_idr_per_month", wish.wage_idr_per_month)
        .Key("note", wish.note)
        .Key("occupation_is_hard", wish.occupation_is_hard)
        .Key("kind_is_hard", wish.kind_is_hard)
        .Key("hours_is_hard", wish.hours_is_hard)
        .Key("arrangement_is_hard", wish.arrangement_is_hard)
        .Key("wage_is_hard", wish.wage_is_hard)
        .Done();
  });
}

}  // namespace setara
