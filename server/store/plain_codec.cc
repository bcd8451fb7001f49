#include "server/store/json_list.h"

namespace setara {
namespace {

template <typename T>
std::string WriteNumbers(const std::vector<T>& list) {
  std::string text = "[";
  for (T number : list) {
    if (text.size() > 1) text += ',';
    text += std::to_string(number);
  }
  return text + "]";
}

template <typename T>
bool ReadNumbers(std::string_view text, std::vector<T>& list) {
  return ParseList(text, list, [](const Json& json, T& number) {
    if (!json.is_number_integer()) return false;
    int64_t value = json.get<int64_t>();
    number = static_cast<T>(value);
    return int64_t{number} == value;
  });
}

}  // namespace

std::string WriteList(const std::vector<int>& list) { return WriteNumbers(list); }
std::string WriteList(const std::vector<uint16_t>& list) { return WriteNumbers(list); }
bool ReadList(std::string_view text, std::vector<int>& list) { return ReadNumbers(text, list); }
bool ReadList(std::string_view text, std::vector<uint16_t>& list) {
  return ReadNumbers(text, list);
}

std::string WriteList(const std::vector<std::string>& list) {
  return DumpList(list, [](const std::string& text) { return Json(text); });
}

bool ReadList(std::string_view text, std::vector<std::string>& list) {
  return ParseList(text, list, [](const Json& json, std::string& item) {
    if (!json.is_string()) return false;
    item = json.get_ref<const std::string&>();
    return true;
  });
}

}  // namespace setara
