// The table of who may see and write which kind of data (visibility.tsv), and the table of purposes
// (purposes.tsv). Both are parsed once; a damaged table ends the program at its first use.
// Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "setara/v1/access.pb.h"

namespace setara {

// What a role may do with a kind of data. Named after the letters of the table.
struct Visibility {
  enum class Read { kNever, kAlways, kMasked, kWithQuotaAgreement, kWithConsent };
  Read read = Read::kNever;
  bool write = false;
};

// Nothing for a class or role that the table does not name.
const Visibility& VisibilityOf(v1::Role role, v1::DataClass data_class);

// All but the last four characters hidden; of four or fewer, all. Counts code points of ASCII text.
std::string Masked(std::string_view text);

struct Purpose {
  std::string_view code;
  std::string_view label_id, label_en;
  std::vector<v1::Role> roles;
};

const std::vector<Purpose>& Purposes();

// True: the role may state this purpose. False for a code that the table does not have.
bool MayState(v1::Role role, std::string_view purpose);

// The codes that the role may state, "placement, quota", for the message of an error.
std::string PurposesOf(v1::Role role);

}  // namespace setara
