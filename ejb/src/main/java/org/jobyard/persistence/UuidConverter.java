package org.jobyard.persistence;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.UUID;

/**
 * Hands UUIDs through as they are: the driver knows them. EclipseLink's own converter makes texts of them and fails on
 * null; its conversion for a converter to {@code UUID} would do the same, hence {@code Object}.
 */
@Converter(autoApply = true)
public class UuidConverter implements AttributeConverter<UUID, Object> {
    @Override
    public Object convertToDatabaseColumn(UUID id) {
        return id;
    }

    @Override
    public UUID convertToEntityAttribute(Object value) {
        return (UUID) value;
    }
}
