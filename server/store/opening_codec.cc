#include "server/store/json_list.h"

namespace setara {

std::string WriteList(const std::vector<Demand>& list) {
  return DumpList(list, [](const Demand& demand) {
    return ItemWriter()
        .Key("function", demand.function)
        .Key("level", demand.level, 0)
        .Key("essential", demand.essential, true)
        .Key("origin", demand.origin, DemandOrigin::kUnknown)
        .Key("task", demand.task)
        .Take();
  });
}

bool ReadList(std::string_view text, std::vector<Demand>& list) {
  return ParseList(text, list, [](const Json& json, Demand& demand) {
    demand.origin = DemandOrigin::kUnknown;
    return ItemReader(json)
        .Key("function", demand.function)
        .Key("level", demand.level, 0, 4)
        .Key("essential", demand.essential)
        .Key("origin", demand.origin)
        .Key("task", demand.task)
        .Done();
  });
}

std::string WriteList(const std::vector<ContextPresence>& list) {
  return DumpList(list, [](const ContextPresence& presence) {
    return ItemWriter()
        .Key("context", presence.context)
        .Key("origin", presence.origin, DemandOrigin::kUnknown)
        .Take();
  });
}

bool ReadList(std::string_view text, std::vector<ContextPresence>& list) {
  return ParseList(text, list, [](const Json& json, ContextPresence& presence) {
    presence.origin = DemandOrigin::kUnknown;
    return ItemReader(json).Key("context", presence.context).Key("origin", presence.origin).Done();
  });
}

}  // namespace setara
