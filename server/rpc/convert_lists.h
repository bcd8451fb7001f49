// Lists of codes that openings and people share.
#pragma once

#include <google/protobuf/repeated_ptr_field.h>

#include <cstdint>
#include <string>
#include <vector>

#include "server/rpc/field_errors.h"

namespace setara {

// Skill ids, ascending and distinct; an error for each unknown one.
std::vector<uint16_t> ReadSkills(const google::protobuf::RepeatedPtrField<std::string>& texts,
                                 const std::string& field, FieldErrors& errors);

// Indexes of LicenceId, ascending and distinct; an error for each unknown one.
std::vector<int> ReadLicences(const google::protobuf::RepeatedPtrField<std::string>& texts,
                              const std::string& field, FieldErrors& errors);

}  // namespace setara
