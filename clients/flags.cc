#include "clients/flags.h"

namespace setara {

using google::protobuf::EnumDescriptor;

std::string ChoicesText(const EnumDescriptor* type) {
  std::string text;
  for (const std::string& choice : ChoicesOf(type)) text += (text.empty() ? "" : ", ") + choice;
  return text;
}

int ReadChoice(const EnumDescriptor* type, const std::string& word) {
  const std::optional<int> value = FindChoice(type, word);
  if (!value) throw CLI::ValidationError(word, "not one of " + ChoicesText(type));
  return *value;
}

CLI::Option* AddTexts(CLI::App* command, const std::string& name,
                      google::protobuf::RepeatedPtrField<std::string>* target,
                      const std::string& help) {
  return command
      ->add_option_function<std::vector<std::string>>(
          name,
          [target](const std::vector<std::string>& texts) {
            for (const std::string& text : texts) *target->Add() = text;
          },
          help)
      ->delimiter(',');
}

CLI::Option* AddText(CLI::App* command, const std::string& name, std::string* target,
                     const std::string& help) {
  return command->add_option_function<std::string>(
      name, [target](const std::string& text) { *target = text; }, help);
}

CLI::Option* AddDay(CLI::App* command, const std::string& name,
                    const std::function<void(const v1::Date&)>& set, const std::string& help) {
  return command->add_option_function<std::string>(
      name,
      [set](const std::string& text) {
        const std::optional<v1::Date> day = ParseDay(text);
        if (!day) throw CLI::ValidationError(text, "not a day as YYYY-MM-DD");
        set(*day);
      },
      help + ", YYYY-MM-DD");
}

CLI::Option* AddInstant(CLI::App* command, const std::string& name,
                        const std::function<void(const google::protobuf::Timestamp&)>& set,
                        const std::string& help) {
  return command->add_option_function<std::string>(
      name,
      [set](const std::string& text) {
        const std::optional<google::protobuf::Timestamp> instant = ParseInstant(text);
        if (!instant) {
          throw CLI::ValidationError(
              text, "neither a day as YYYY-MM-DD nor an instant as 2024-06-30T12:00:00+07:00");
        }
        set(*instant);
      },
      help + ", YYYY-MM-DD (to the end of that day in Jakarta) or 2024-06-30T12:00:00+07:00");
}

}  // namespace setara
