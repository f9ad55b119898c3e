// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0

#include "scanner/source/magic.h"

#include <array>
#include <cstddef>
#include <string>

#include "scanner/base/text.h"

namespace badgescan::source {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  BinaryFormat format;
  std::size_t at = 0;
};

constexpr Magic kMagics[] = {
    {"\x7f"
     "ELF"sv,
     {BinaryKind::executable, "ELF"}},
    {"MZ"sv, {BinaryKind::executable, "PE"}},
    {"\xfe\xed\xfa\xce"sv, {BinaryKind::executable, "Mach-O"}},
    {"\xfe\xed\xfa\xcf"sv, {BinaryKind::executable, "Mach-O"}},
    {"\xce\xfa\xed\xfe"sv, {BinaryKind::executable, "Mach-O"}},
    {"\xcf\xfa\xed\xfe"sv, {BinaryKind::executable, "Mach-O"}},
    {"\xca\xfe\xba\xbf"sv, {BinaryKind::executable, "Mach-O"}},
    {"\0asm"sv, {BinaryKind::executable, "WebAssembly"}},
    {"!<arch>\ndebian"sv, {BinaryKind::package, "Debian package"}},
    {"!<arch>\n"sv, {BinaryKind::executable, "static library"}},
    {"!<thin>\n"sv, {BinaryKind::executable, "static library"}},
    {"dex\n"sv, {BinaryKind::executable, "Dalvik code"}},
    {"BC\xc0\xde"sv, {BinaryKind::executable, "LLVM bitcode"}},
    {"\x1bLua"sv, {BinaryKind::executable, "Lua bytecode"}},
    {"\x1bLJ"sv, {BinaryKind::executable, "Lua bytecode"}},
    {"FOR1"sv, {BinaryKind::executable, "Erlang bytecode"}},
    {"\xed\xab\xee\xdb"sv, {BinaryKind::package, "RPM package"}},
    {"PK\x03\x04"sv, {BinaryKind::package, "ZIP archive"}},
    {"PK\x05\x06"sv, {BinaryKind::package, "ZIP archive"}},
    {"\x1f\x8b"sv, {BinaryKind::package, "gzip archive"}},
    {"BZh"sv, {BinaryKind::package, "bzip2 archive"}},
    {"\xfd"
     "7zXZ\0"sv,
     {BinaryKind::package, "xz archive"}},
    {"\x28\xb5\x2f\xfd"sv, {BinaryKind::package, "Zstandard archive"}},
    {"7z\xbc\xaf\x27\x1c"sv, {BinaryKind::package, "7-Zip archive"}},
    {"Rar!\x1a\x07"sv, {BinaryKind::package, "RAR archive"}},
    {"MSCF"sv, {BinaryKind::package, "cabinet"}},
    {"ustar"sv, {BinaryKind::package, "tar archive"}, 257},
    {"\xfe\xed\xfe\xed"sv, {BinaryKind::keystore, "Java key store"}},
    {"\x89PNG"sv, {BinaryKind::media, "PNG"}},
    {"\xff\xd8\xff"sv, {BinaryKind::media, "JPEG"}},
    {"GIF8"sv, {BinaryKind::media, "GIF"}},
    {"RIFF"sv, {BinaryKind::media, "RIFF"}},
    {"BM"sv, {BinaryKind::media, "bitmap"}},
    {"\0\0\x01\0"sv, {BinaryKind::media, "icon"}},
    {"II*\0"sv, {BinaryKind::media, "TIFF"}},
    {"MM\0*"sv, {BinaryKind::media, "TIFF"}},
    {"%PDF"sv, {BinaryKind::media, "PDF"}},
    {"\0\x01\0\0\0"sv, {BinaryKind::media, "font"}},
    {"OTTO"sv, {BinaryKind::media, "font"}},
    {"wOFF"sv, {BinaryKind::media, "font"}},
    {"wOF2"sv, {BinaryKind::media, "font"}},
    {"OggS"sv, {BinaryKind::media, "Ogg"}},
    {"fLaC"sv, {BinaryKind::media, "FLAC"}},
    {"ID3"sv, {BinaryKind::media, "MP3"}},
    {"ftyp"sv, {BinaryKind::media, "MP4"}, 4},
    {"\x1a\x45\xdf\xa3"sv, {BinaryKind::media, "Matroska"}},
    {"8BPS"sv, {BinaryKind::media, "Photoshop"}},
    {"SQLite format 3\0"sv, {BinaryKind::data, "SQLite database"}},
    {"\xde\x12\x04\x95"sv, {BinaryKind::data, "message catalogue"}},
    {"\x95\x04\x12\xde"sv, {BinaryKind::data, "message catalogue"}},
    {"\x89HDF"sv, {BinaryKind::data, "HDF5"}},
    {"\x93NUMPY"sv, {BinaryKind::data, "NumPy array"}},
    {"PAR1"sv, {BinaryKind::data, "Parquet"}},
    {"\xd4\xc3\xb2\xa1"sv, {BinaryKind::data, "packet capture"}},
    {"\xa1\xb2\xc3\xd4"sv, {BinaryKind::data, "packet capture"}},
    {"\x0a\x0d\x0d\x0a"sv, {BinaryKind::data, "packet capture"}},
    {"\xd0\xcf\x11\xe0"sv, {BinaryKind::media, "OLE document"}},
};

struct Named {
  std::string_view endings;  ///< separated by spaces
  BinaryFormat format;
};
constexpr Named kNamed[] = {
    {" exe dll so dylib sys efi com ocx ", {BinaryKind::executable, "program or library"}},
    {" o obj a lib ko bc rlib rmeta ", {BinaryKind::executable, "object code"}},
    {" class pyc pyo pyd beam luac dex wasm node elf ", {BinaryKind::executable, "compiled code"}},
    {" jar war ear aar apk aab ipa xpi crx nupkg vsix whl egg gem msi appimage snap flatpak ",
     {BinaryKind::executable, "packed program"}},
    {" zip tar gz tgz bz2 xz zst 7z rar deb rpm dmg iso img pkg cab ", {BinaryKind::package, "archive"}},
    {" jks keystore p12 pfx bks kdbx ", {BinaryKind::keystore, "key store"}},
};

std::string_view ending(std::string_view path) {
  const auto dot = path.rfind('.');
  const auto slash = path.rfind('/');
  if (dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash)) return {};
  return path.substr(dot + 1);
}

/// 0xCAFEBABE begins both: a fat Mach-O file has a small count of architectures where a class has its
/// version.
BinaryFormat cafe_babe(std::string_view head) {
  if (head.size() < 8) return {};
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<std::uint8_t>(head[i]));
  };
  const std::uint32_t word = byte(4) << 24 | byte(5) << 16 | byte(6) << 8 | byte(7);
  return word <= 30 ? BinaryFormat{BinaryKind::executable, "Mach-O"}
                    : BinaryFormat{BinaryKind::executable, "Java class"};
}

/// "MZ" alone is two letters: a program says at 0x3c where its PE header is.
bool is_pe(std::string_view head) {
  if (head.size() < 64) return false;
  const auto byte = [&](std::size_t i) {
    return static_cast<std::size_t>(static_cast<std::uint8_t>(head[i]));
  };
  const std::size_t at = byte(60) | byte(61) << 8 | byte(62) << 16 | byte(63) << 24;
  return at < head.size() ? head.substr(at, 2) == "PE" : at < (1u << 20);
}

/// Windows' object files begin with the machine they are for, which could begin any data: the name must
/// agree.
bool is_coff(std::string_view head, std::string_view path) {
  const std::string tail = to_lower(ending(path));
  if (tail != "obj" && tail != "o") return false;
  return head.starts_with("\x4c\x01"sv) || head.starts_with("\x64\x86"sv) || head.starts_with("\x64\xaa"sv);
}

/// Python's bytecode: two version bytes, then CR LF.
bool is_pyc(std::string_view head, std::string_view path) {
  const std::string_view tail = ending(path);
  return (tail == "pyc" || tail == "pyo") && head.size() > 4 && head[2] == '\r' && head[3] == '\n';
}

}  // namespace

std::string_view name_of(BinaryKind kind) {
  static constexpr std::array<std::string_view, 7> kKinds{"executable", "wrapper", "package", "keystore",
                                                          "media",      "data",    "unknown"};
  return kKinds[static_cast<std::size_t>(kind)];
}

BinaryFormat identify_name(std::string_view path) {
  const std::string tail = " " + to_lower(ending(path)) + " ";
  if (tail == "  ") return {};
  for (const Named& row : kNamed) {
    if (row.endings.find(tail) != std::string_view::npos) return row.format;
  }
  return {};
}

BinaryFormat identify(std::string_view head, std::string_view path) {
  if (path.ends_with("gradle-wrapper.jar") || path.ends_with("maven-wrapper.jar"))
    return {BinaryKind::wrapper, "wrapper jar"};
  if (head.starts_with("\xca\xfe\xba\xbe"sv)) return cafe_babe(head);
  if (is_coff(head, path)) return {BinaryKind::executable, "object file"};
  if (is_pyc(head, path)) return {BinaryKind::executable, "Python bytecode"};
  for (const Magic& magic : kMagics) {
    if (head.size() < magic.at + magic.bytes.size() ||
        head.substr(magic.at, magic.bytes.size()) != magic.bytes)
      continue;
    if (magic.format.name == "PE" && !is_pe(head)) continue;
    const BinaryFormat named = identify_name(path);
    // Jars, wheels and the like are ZIP files whose name says that they hold a program.
    if (magic.format.kind == BinaryKind::package && named.kind == BinaryKind::executable) return named;
    return magic.format;
  }
  const BinaryFormat named = identify_name(path);
  return named.kind == BinaryKind::keystore ? named : BinaryFormat{};
}

}  // namespace badgescan::source
