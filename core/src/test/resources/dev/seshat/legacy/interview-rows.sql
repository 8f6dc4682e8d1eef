INSERT INTO storyteller (id, name, birth_year, shoe_size) VALUES ('11111111-0000-4000-8000-000000000001', 'Rosa Lindner', 1938, 38);
INSERT INTO process_version (id, version_number) VALUES ('22222222-0000-4000-8000-000000000001', 3);
INSERT INTO process_node VALUES ('33333333-0000-4000-8000-000000000001', '22222222-0000-4000-8000-000000000001', 'capture', 'Capture', 'data_collection', 1, 'Catch scenes', 'Be gentle');
INSERT INTO life_event VALUES
  ('44444444-0000-4000-8000-000000000001', '11111111-0000-4000-8000-000000000001', 'childhood', 'Childhood', 'formative'),
  ('44444444-0000-4000-8000-000000000002', '11111111-0000-4000-8000-000000000001', 'education', 'School', 'enormous');
INSERT INTO session VALUES
  ('aaaaaaaa-0000-4000-8000-000000000001', '11111111-0000-4000-8000-000000000001', '22222222-0000-4000-8000-000000000001',
   '33333333-0000-4000-8000-000000000001', 'Childhood memories capture', 'Capture 3-5 specific childhood scenes',
   '["Captured 3+ specific scenes", "Identified key people"]', '["All major milestones covered"]',
   ARRAY['Don''t rush, "trauma" topics', 'Respect {time} limit'], 'Start with scene-setting', '2024-01-15 10:00:00', 30,
   '2024-01-15 10:02:00', '2024-01-15 10:30:00', 28, 'completed', 'We spoke of Boston.', 4, 80, true, 'Ask about school', 'School days',
   '2024-01-10 09:00:00', '2024-01-15 10:30:00');
INSERT INTO session (id, storyteller_id, intention, status, started_at) VALUES
  ('aaaaaaab-0000-4000-8000-000000000001', '11111111-0000-4000-8000-000000000001', 'Military service deep dive', 'in_progress', '2024-01-16 10:00:00');
INSERT INTO session (id, storyteller_id, intention, scheduled_at) VALUES
  ('aaaaaaac-0000-4000-8000-000000000001', '11111111-0000-4000-8000-000000000001', 'Meaning', '2024-02-01 10:00:00');
INSERT INTO session (id, intention, status, success_indicators, constraints) VALUES
  ('aaaaaaad-0000-4000-8000-000000000001', 'Of nobody', 'cancelled', NULL, NULL);
INSERT INTO session_life_event (session_id, life_event_id, is_primary_focus, coverage_level, prompts_completed, notes) VALUES
  ('aaaaaaaa-0000-4000-8000-000000000001', '44444444-0000-4000-8000-000000000001', true, 'deep_dive', 3, 'the kitchen'),
  ('aaaaaaaa-0000-4000-8000-000000000001', '44444444-0000-4000-8000-000000000002', false, NULL, 0, NULL);
INSERT INTO session_interaction (session_id, life_event_id, interaction_sequence, interaction_type, agent_prompt, prompt_category,
  storyteller_response, response_method, sentiment, key_themes, mentions_people, mentions_places, duration_seconds, created_at) VALUES
  ('aaaaaaaa-0000-4000-8000-000000000001', '44444444-0000-4000-8000-000000000001', 1, 'prompt', 'Where did you live?', 'scene',
   'In Boston, with my aunt Ada.', 'voice', 'positive', ARRAY['home', 'family, first'], ARRAY['Ada'], ARRAY['Boston'], 95, '2024-01-15 10:03:00'),
  ('aaaaaaaa-0000-4000-8000-000000000001', '44444444-0000-4000-8000-000000000002', 2, 'prompt', 'Who was there?', 'people',
   NULL, 'skip', NULL, NULL, ARRAY[]::TEXT[], NULL, NULL, '2024-01-15 10:05:00'),
  ('aaaaaaaa-0000-4000-8000-000000000001', NULL, 5, 'reflection', NULL, NULL, 'It made me.', 'text', 'emotional', NULL, NULL, NULL, 12, '2024-01-15 10:20:00'),
  ('aaaaaaab-0000-4000-8000-000000000001', NULL, 1, 'prompt', 'Where were you sent?', 'scene', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2024-01-16 10:01:00');
INSERT INTO session_artifact (session_id, life_event_id, artifact_type, artifact_name, content, structured_data, is_provisional, is_approved,
  approved_at, included_in_synthesis) VALUES
  ('aaaaaaaa-0000-4000-8000-000000000001', '44444444-0000-4000-8000-000000000001', 'scene_capture', 'The kitchen', 'A green door.',
   '{"who": ["Ada"]}', false, true, '2024-01-17 08:00:00', true),
  ('aaaaaaaa-0000-4000-8000-000000000001', NULL, 'timeline_entry', NULL, NULL, '{"year": 1938}', true, false, NULL, false);
INSERT INTO session_template (process_version_id, template_name, template_description, suggested_for_event_types, suggested_for_process_nodes,
  default_intention, default_success_indicators, default_constraints, default_duration_minutes) VALUES
  ('22222222-0000-4000-8000-000000000001', 'Trauma gentle approach', 'Slowly', ARRAY['loss', 'illness'],
   ARRAY['33333333-0000-4000-8000-000000000001']::UUID[], 'Be with them', '["They felt safe"]', ARRAY['No pushing'], 40);
INSERT INTO session_note (session_id, note_type, note_content, noted_at_interaction_sequence, is_important, requires_followup, noted_by) VALUES
  ('aaaaaaaa-0000-4000-8000-000000000001', 'concern', 'Tired after half an hour', 2, true, true, 'agent'),
  ('aaaaaaaa-0000-4000-8000-000000000001', NULL, 'The photograph helped', NULL, false, false, NULL);
