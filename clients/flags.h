// Flags that several commands share. Each writes straight into a request, which outlives the
// parsing.
#pragma once

#include <google/protobuf/repeated_field.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "clients/words.h"

namespace setara {

// "private, bumn, ...", for the help.
std::string ChoicesText(const google::protobuf::EnumDescriptor* type);

// Throws CLI::ValidationError, which names the choices.
int ReadChoice(const google::protobuf::EnumDescriptor* type, const std::string& word);

// A flag with one choice of an enum.
template <typename Enum>
CLI::Option* AddChoice(CLI::App* command, const std::string& name, Enum* target,
                       const std::string& help) {
  const auto* type = google::protobuf::GetEnumDescriptor<Enum>();
  return command->add_option_function<std::string>(
      name,
      [type, target](const std::string& word) {
        *target = static_cast<Enum>(ReadChoice(type, word));
      },
      help + ": " + ChoicesText(type));
}

// A flag with choices, with commas between or repeated.
template <typename Enum>
CLI::Option* AddChoices(CLI::App* command, const std::string& name,
                        google::protobuf::RepeatedField<int>* target, const std::string& help) {
  const auto* type = google::protobuf::GetEnumDescriptor<Enum>();
  return command
      ->add_option_function<std::vector<std::string>>(
          name,
          [type, target](const std::vector<std::string>& words) {
            for (const std::string& word : words) target->Add(ReadChoice(type, word));
          },
          help + ": " + ChoicesText(type))
      ->delimiter(',');
}

// A flag with texts, with commas between or repeated.
CLI::Option* AddTexts(CLI::App* command, const std::string& name,
                      google::protobuf::RepeatedPtrField<std::string>* target,
                      const std::string& help);

// A flag with a text.
CLI::Option* AddText(CLI::App* command, const std::string& name, std::string* target,
                     const std::string& help);

// A flag with a day, "2024-06-30".
CLI::Option* AddDay(CLI::App* command, const std::string& name,
                    const std::function<void(const v1::Date&)>& set, const std::string& help);

// A flag with an instant or a day (then its last instant in Jakarta).
CLI::Option* AddInstant(CLI::App* command, const std::string& name,
                        const std::function<void(const google::protobuf::Timestamp&)>& set,
                        const std::string& help);

// --page-size and --page-token of a request that has both.
template <typename Request>
void AddPaging(CLI::App* command, Request* request) {
  command->add_option_function<int>(
      "--page-size", [request](int size) { request->set_page_size(size); }, "Records on a page");
  AddText(command, "--page-token", request->mutable_page_token(),
          "Page after the one that gave this token");
}

}  // namespace setara
