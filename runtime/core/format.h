/* format.h - the fixed part of a .tpx file: its header and its checksum.
 *
 * A file is this header, the FlatBuffers table of tpx.fbs at table_offset, and
 * the sections that the table names. Shared by the writer and the loader, so
 * that both compute the checksum with the same code. */
#ifndef TPRT_CORE_FORMAT_H
#define TPRT_CORE_FORMAT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifndef XXH_INLINE_ALL
#define XXH_INLINE_ALL
#endif
#include <xxhash.h>

/* Raised by every change to the header or to tpx.fbs: readers accept exactly
 * their own version. */
#define TPRT_FORMAT_VERSION 3u

/* Not text, and damaged by every transfer that treats it as text. */
#define TPRT_MAGIC "\x89TPX\r\n\x1a\n"

/* Table and sections start at multiples of this, and constants keep it. */
#define TPRT_SECTION_ALIGNMENT 64u

typedef struct tprt_file_header {
  char magic[8];
  uint32_t version;     /* TPRT_FORMAT_VERSION */
  uint32_t header_size; /* 64 */
  uint64_t file_size;
  uint64_t table_offset; /* 64 */
  uint64_t table_size;
  uint64_t checksum;    /* tprt_file_checksum */
  uint8_t reserved[16]; /* zeros */
} tprt_file_header_t;

/* The hash of a section, as tpx.fbs's Section.hash stores it. */
static inline uint64_t tprt_section_hash(const void *bytes, size_t size) {
  return XXH3_64bits(bytes, size);
}

/* The checksum of a whole file: of everything behind the header, seeded by that
 * of the header with its checksum as zero. `size` is at least a header. */
static inline uint64_t tprt_file_checksum(const void *file, size_t size) {
  tprt_file_header_t header;
  memcpy(&header, file, sizeof header);
  header.checksum = 0;
  return XXH3_64bits_withSeed((const char *)file + sizeof header,
                              size - sizeof header,
                              XXH3_64bits(&header, sizeof header));
}

#endif /* TPRT_CORE_FORMAT_H */
